using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Platform.Audit;
using Platform.Ids;
using Platform.Secrets;
using Platform.Turns;

namespace Platform.People;

/// <summary>The ring as stored, the newest key first.</summary>
[GenerateSerializer, Alias("key-ring-record")]
public sealed record KeyRingRecord
{
    /// <summary>The keys.</summary>
    [Id(0)] public ImmutableArray<RingKey> Keys { get; init; } = [];
}

/// <summary>A key of the ring as stored.</summary>
/// <param name="Id">Its name.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="PublicKey">Its public half.</param>
/// <param name="SealedKey">Its private half, sealed.</param>
[GenerateSerializer, Immutable, Alias("ring-key")]
public sealed record RingKey(string Id, DateTimeOffset MadeAt, byte[] PublicKey, byte[] SealedKey);

[GrainType("key-ring")]
internal sealed class KeyRingGrain(
    [PersistentState("key-ring")] IPersistentState<KeyRingRecord> store, ISecretProtector secrets, IIdSource ids, IAuditLog audit, TimeProvider clock)
    : Grain, IKeyRingGrain
{
    private static readonly TimeSpan RotatedEvery = TimeSpan.FromDays(30);

    /// <summary>Four months: longer than any token is good.</summary>
    private const int KeysMax = 4;

    private ECDsa? _signer;

    public async Task<string> SignAccess(AccessGrant grant, CancellationToken cancellationToken) =>
        Tokens.Access(grant, await Signer(cancellationToken), clock.GetUtcNow());

    public async Task<ImmutableArray<VerificationKey>> GetKeys(CancellationToken cancellationToken)
    {
        await Signer(cancellationToken);
        return [.. store.State.Keys.Select(key => new VerificationKey(key.Id, key.PublicKey))];
    }

    public async Task<string> SignLink(LinkGrant grant, CancellationToken cancellationToken) =>
        Tokens.Link(grant, await Signer(cancellationToken), clock.GetUtcNow());

    public Task<LinkGrant?> ReadLink(string token, CancellationToken cancellationToken) =>
        Tokens.ReadLink(token, [.. store.State.Keys.Select(key => new VerificationKey(key.Id, key.PublicKey))], clock.GetUtcNow());

    public async Task Rotate(bool forgetOld, CancellationToken cancellationToken)
    {
        await AddKey(forgetOld ? [] : store.State.Keys, cancellationToken);
        var actor = Actor.Current;
        await audit.Append(
            new AuditEntry(Tenant: null, "signing-key-rotated", actor.Name, forgetOld ? "older keys forgotten" : "", actor.Address),
            cancellationToken);
    }

    private async Task<ECDsaSecurityKey> Signer(CancellationToken cancellationToken)
    {
        if (store.State.Keys.IsEmpty || clock.GetUtcNow() - store.State.Keys[0].MadeAt > RotatedEvery)
        {
            await AddKey(store.State.Keys, cancellationToken);
        }
        var newest = store.State.Keys[0];
        if (_signer is null)
        {
            var opened = await secrets.Unprotect(tenant: null, PurposeOf(newest.Id), newest.SealedKey, cancellationToken);
            _signer = ECDsa.Create();
            _signer.ImportPkcs8PrivateKey(Convert.FromBase64String(opened), out _);
        }
        return new ECDsaSecurityKey(_signer) { KeyId = newest.Id };
    }

    private async Task AddKey(ImmutableArray<RingKey> kept, CancellationToken cancellationToken)
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = ids.NewId().ToString("N");
        var sealedKey = await secrets.Protect(
            tenant: null, PurposeOf(id), Convert.ToBase64String(made.ExportPkcs8PrivateKey()), cancellationToken);
        var key = new RingKey(id, clock.GetUtcNow(), made.ExportSubjectPublicKeyInfo(), sealedKey);
        await this.Replace(store, new KeyRingRecord { Keys = [.. kept.Prepend(key).Take(KeysMax)] }, cancellationToken);
        _signer?.Dispose();
        _signer = null;
    }

    private static string PurposeOf(string id) => $"key-ring/{id}";
}
