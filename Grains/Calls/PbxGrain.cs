using System.Collections.Immutable;
using Platform.Secrets;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Calls;

/// <summary>A registered exchange as it is stored.</summary>
[GenerateSerializer, Alias("pbx-record")]
public sealed record PbxRecord
{
    /// <summary>Its password; <c>null</c> while unregistered.</summary>
    [Id(0)] public PasswordHash? Password { get; init; }

    /// <summary>The tenants it covers.</summary>
    [Id(1)] public ImmutableArray<Guid> Tenants { get; init; } = [];
}

[GrainType("pbx")]
internal sealed class PbxGrain([PersistentState("pbx")] IPersistentState<PbxRecord> store) : Grain, IPbxGrain
{
    // A call's request looks through them; a larger host has several exchanges or credentials.
    private const int TenantsMax = 2_000;

    private PbxScope Scope => new([.. store.State.Tenants.Select(id => new TenantId(id))]);

    public Task<PbxScope?> Authenticate(string password, CancellationToken cancellationToken) =>
        Task.FromResult(PasswordHash.Matches(store.State.Password, password) ? Scope : null);

    public Task<PbxScope?> GetScope(CancellationToken cancellationToken) =>
        Task.FromResult(store.State.Password is null ? null : Scope);

    public Task SetPassword(string password, CancellationToken cancellationToken) =>
        Store(store.State with { Password = PasswordHash.Of(password) }, cancellationToken);

    public async Task<PbxOutcome> Cover(TenantId tenant, CancellationToken cancellationToken)
    {
        var covered = store.State.Tenants;
        if (store.State.Password is null) { return PbxOutcome.NotThere; }
        if (covered.Contains(tenant.Value)) { return PbxOutcome.Done; }
        if (covered.Length >= TenantsMax) { return PbxOutcome.Full; }
        await Store(store.State with { Tenants = covered.Add(tenant.Value) }, cancellationToken);
        return PbxOutcome.Done;
    }

    public async Task<PbxOutcome> Uncover(TenantId tenant, CancellationToken cancellationToken)
    {
        if (!store.State.Tenants.Contains(tenant.Value)) { return PbxOutcome.NotThere; }
        await Store(store.State with { Tenants = store.State.Tenants.Remove(tenant.Value) }, cancellationToken);
        return PbxOutcome.Done;
    }

    public async Task<bool> Remove(CancellationToken cancellationToken)
    {
        if (store.State.Password is null) { return false; }
        await Store(new PbxRecord(), cancellationToken);
        return true;
    }

    private Task Store(PbxRecord record, CancellationToken cancellationToken) => this.Replace(store, record, cancellationToken);
}
