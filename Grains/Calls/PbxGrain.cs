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
    public Task<PbxScope?> Authenticate(string password, CancellationToken cancellationToken) =>
        Task.FromResult(PasswordHash.Matches(store.State.Password, password)
            ? new PbxScope([.. store.State.Tenants.Select(id => new TenantId(id))])
            : null);

    public Task Register(PbxRegistration registration, CancellationToken cancellationToken) => this.Replace(
        store,
        new PbxRecord
        {
            Password = PasswordHash.Of(registration.Password),
            Tenants = [.. registration.Tenants.Select(tenant => tenant.Value)],
        },
        cancellationToken);
}
