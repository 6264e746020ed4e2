using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Platform.Tenancy;

namespace Platform.Secrets;

/// <summary>The data keys, opened: one for each tenant and one for the installation, made when first needed, remembered briefly.</summary>
internal sealed class DataKeys(KeyStore store, MasterKeys masters, TimeProvider clock) : ITenantKeys
{
    private const int KeyBytes = 32;

    // Losing a race means that another process made or sealed the key; to lose often means something else is wrong.
    private const int TriesMax = 5;

    // Keys of tenants that are at work; some 100 bytes apiece.
    private const int RememberedMax = 20_000;

    // How long an erased key still opens in another process.
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, (DataKey Key, DateTimeOffset Until)> _open = new();

    /// <summary>The key; made when there was none and <paramref name="make"/> is given.</summary>
    /// <exception cref="CryptographicException">It was erased, never made, or its master key is not there.</exception>
    public async Task<DataKey> Get(TenantId? tenant, bool make, CancellationToken cancellationToken)
    {
        var name = tenant?.Value ?? Guid.Empty;
        if (_open.TryGetValue(name, out var known) && clock.GetUtcNow() < known.Until) { return known.Key; }

        var key = await Open(tenant, make, cancellationToken);
        if (_open.Count >= RememberedMax) { _open.Clear(); }
        _open[name] = (key, clock.GetUtcNow() + FreshFor);
        return key;
    }

    /// <inheritdoc />
    public async Task Erase(TenantId tenant, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            var (stored, version) = await store.Load(tenant, cancellationToken);
            if (stored is { IsErased: true } || await store.TryPut(tenant, SealedDataKey.Erased, version, "key-erased", cancellationToken))
            {
                _open.TryRemove(tenant.Value, out _);
                return;
            }
        }
        throw new InvalidOperationException("The tenant's key is changed by somebody else all the time; it was not erased.");
    }

    /// <summary>Seals the stored key under the current master key; <c>false</c> when nothing had to be done.</summary>
    public async Task<bool> SealAnew(TenantId? tenant, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            var (stored, version) = await store.Load(tenant, cancellationToken);
            if (stored is null or { IsErased: true } || stored.MasterId == masters.CurrentId) { return false; }
            var anew = Sealed(Opened(tenant, stored)) with { Origin = stored.Origin };
            if (await store.TryPut(tenant, anew, version, "key-sealed-anew", cancellationToken)) { return true; }
        }
        throw new InvalidOperationException("A data key is changed by somebody else all the time; it was not sealed anew.");
    }

    private async Task<DataKey> Open(TenantId? tenant, bool make, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            var (stored, version) = await store.Load(tenant, cancellationToken);
            if (stored is { IsErased: true }) { throw new CryptographicException("The tenant's key was erased."); }
            if (stored is not null) { return Opened(tenant, stored); }
            if (!make) { throw new CryptographicException("Nothing was ever sealed for this tenant."); }

            var key = new DataKey(RandomNumberGenerator.GetBytes(KeyBytes), tenant);
            if (await store.TryPut(tenant, Sealed(key), version, "key-made", cancellationToken)) { return key; }
        }
        throw new InvalidOperationException("A data key is changed by somebody else all the time; it could not be made.");
    }

    private SealedDataKey Sealed(DataKey key) => new(masters.CurrentId, Seal.Close(masters.Current, Context(key.SealsFor), key.Bytes));

    private DataKey Opened(TenantId? tenant, SealedDataKey stored)
    {
        var sealsFor = stored.Origin is { } origin ? new TenantId(origin) : tenant;
        return new(Seal.Open(masters.Of(stored.MasterId), Context(sealsFor), stored.Key), sealsFor);
    }

    private static byte[] Context(TenantId? tenant) => Encoding.UTF8.GetBytes($"data-key/{tenant}");
}

/// <summary>An opened data key.</summary>
/// <param name="Bytes">The key.</param>
/// <param name="SealsFor">The tenant that stands in what it seals: its owner, or the one whose copy the owner is.</param>
internal sealed record DataKey(byte[] Bytes, TenantId? SealsFor);
