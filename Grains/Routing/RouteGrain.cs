using System.Security.Cryptography;
using System.Text;
using Platform.Secrets;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Routing;

/// <summary>A claimed name as it is stored.</summary>
[GenerateSerializer, Alias("route-record")]
public sealed record RouteRecord
{
    /// <summary>The tenant it leads to; empty while unclaimed.</summary>
    [Id(0)] public Guid Tenant { get; init; }

    /// <summary>SHA-256 of the secret; empty where none is needed.</summary>
    [Id(1)] public byte[] SecretHash { get; init; } = [];

    /// <summary>The secret, encrypted; empty where none is needed.</summary>
    [Id(2)] public byte[] SealedSecret { get; init; } = [];
}

[GrainType("route")]
internal sealed class RouteGrain(
    [PersistentState("route")] IPersistentState<RouteRecord> store, ISecretProtector protector, TimeProvider clock) : Grain, IRouteGrain
{
    private Guid Owner => store.State.Tenant;

    private string Purpose => $"route/{this.GetPrimaryKeyString()}";

    public async Task<Route?> Resolve(CancellationToken cancellationToken)
    {
        // A tenant that is restored gets its names past this grain.
        if (Owner == Guid.Empty) { await store.ReadStateAsync(cancellationToken); }
        return Owner == Guid.Empty ? null : new Route(new TenantId(Owner), store.State.SecretHash);
    }

    public async Task<ClaimOutcome> Claim(RouteClaim claim, CancellationToken cancellationToken)
    {
        if (Owner != Guid.Empty && Owner != claim.Tenant.Value) { return ClaimOutcome.Taken; }

        var next = new RouteRecord
        {
            Tenant = claim.Tenant.Value,
            SecretHash = claim.Secret is { } shown ? SHA256.HashData(Encoding.UTF8.GetBytes(shown)) : [],
            SealedSecret = claim.Secret is { } secret ? await protector.Protect(claim.Tenant, Purpose, secret, cancellationToken) : [],
        };
        await this.Replace(store, next, cancellationToken);
        return ClaimOutcome.Claimed;
    }

    public Task Release(TenantId tenant, CancellationToken cancellationToken) =>
        Owner == tenant.Value ? this.Replace(store, new RouteRecord(), cancellationToken) : Task.CompletedTask;

    public async Task<bool> VerifyBearer(string token, CancellationToken cancellationToken) =>
        store.State.SealedSecret is { Length: > 0 } secret
        && BearerToken.IsGenuine(token, await Opened(secret, cancellationToken), clock.GetUtcNow());

    private Task<string> Opened(byte[] secret, CancellationToken cancellationToken) =>
        protector.Unprotect(new TenantId(Owner), Purpose, secret, cancellationToken);
}
