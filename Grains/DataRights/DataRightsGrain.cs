using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Identity;
using Platform.Secrets;
using Platform.Tenancy;

namespace Platform.DataRights;

/// <summary>Has no state: what it does is in the store and in the audit.</summary>
[GrainType("data-rights")]
internal sealed class DataRightsGrain(
    IPersonalData data, Tombstones tombstones, IKeyedHashes hashes, IAuditLog audit, TimeProvider clock, IOptions<DataRightsOptions> options)
    : Grain, IDataRightsGrain
{
    private const string Purpose = "erasure-receipt";

    private TenantId Tenant => new(this.GetPrimaryKey());

    public async Task<PersonExport> Export(PeerKey peer, CancellationToken cancellationToken)
    {
        await Audited("contact-exported", peer, $"contact {peer}", cancellationToken);
        var keys = await data.FindKeys(Tenant, peer, cancellationToken);
        return new PersonExport(clock.GetUtcNow(), keys, await data.Read(Tenant, keys, cancellationToken));
    }

    public async Task<ErasureReceipt> Erase(PeerKey peer, CancellationToken cancellationToken)
    {
        await Audited("contact-erasing", peer, "begun", cancellationToken);
        var keys = await data.FindKeys(Tenant, peer, cancellationToken);
        var (now, hashed) = (clock.GetUtcNow(), ImmutableArray.CreateBuilder<byte[]>());
        foreach (var key in keys) { hashed.Add(await tombstones.HashOf(Tenant, key, cancellationToken)); }

        var keepSince = now.AddDays(-options.Value.KeepCallsDays);
        var erased = await data.Erase(Tenant, new Erasure(keys, hashed.ToImmutable(), now, keepSince), cancellationToken);
        foreach (var key in keys) { await Forget(key, cancellationToken); }

        var unsigned = new ErasureReceipt(Tenant, await NameOf(peer, cancellationToken), now, erased, keepSince, Signature: "");
        await Audited("contact-erased", peer, $"{erased.Sum(rows => rows.Rows)} rows", cancellationToken);
        return unsigned with { Signature = Convert.ToBase64String(await Sign(unsigned, cancellationToken)) };
    }

    public async Task<bool> VerifyReceipt(ErasureReceipt receipt, CancellationToken cancellationToken)
    {
        // Whoever asks may have left out anything.
        if (receipt.Tenant != Tenant || receipt.Erased.IsDefault || receipt.Erased.Contains(null!) || receipt.Signature is null) { return false; }

        var expected = await Sign(receipt, cancellationToken);
        var given = new byte[expected.Length];
        return Convert.TryFromBase64String(receipt.Signature, given, out var length) && length == given.Length
            && CryptographicOperations.FixedTimeEquals(given, expected);
    }

    // What is in memory was decided on rows that are gone: whatever it would still commit is refused by its version.
    private async Task Forget(PeerKey key, CancellationToken cancellationToken)
    {
        await GrainFactory.Conversation(Tenant, key).Forget(cancellationToken);
        if (key.Number is null) { await GrainFactory.Identity(Tenant, key).Forget(cancellationToken); }
    }

    private async Task<string> NameOf(PeerKey peer, CancellationToken cancellationToken) =>
        Convert.ToHexStringLower(await tombstones.HashOf(Tenant, peer, cancellationToken));

    // The audit outlives the person: it names the hash, not the number.
    private async Task Audited(string action, PeerKey peer, string detail, CancellationToken cancellationToken)
    {
        var (actor, person) = (Actor.Current, await NameOf(peer, cancellationToken));
        var named = action == "contact-exported" ? detail : $"person {person[..16]}, {detail}";
        await audit.Append(new AuditEntry(Tenant, action, actor.Name, named, actor.Address), cancellationToken);
    }

    private Task<byte[]> Sign(ErasureReceipt receipt, CancellationToken cancellationToken)
    {
        var erased = receipt.Erased.Select(rows => string.Create(CultureInfo.InvariantCulture, $"{rows.Table}={rows.Rows}"));
        var form = string.Join(
            '\n', receipt.Tenant, receipt.PersonHash, Ticks(receipt.ErasedAt), Ticks(receipt.KeptCallsSince), string.Join(',', erased));
        return hashes.Hash(null, Purpose, Encoding.UTF8.GetBytes(form), cancellationToken);
    }

    private static string Ticks(DateTimeOffset time) => time.UtcTicks.ToString(CultureInfo.InvariantCulture);
}
