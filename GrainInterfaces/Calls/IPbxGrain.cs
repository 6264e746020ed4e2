using System.Collections.Immutable;
using Platform.Tenancy;

namespace Platform.Calls;

/// <summary>One telephone exchange that the operator registered (key: its basic-authentication user name).</summary>
[Alias("pbx")]
public interface IPbxGrain : IGrainWithStringKey
{
    /// <summary>The tenants that this credential covers, or <c>null</c> when it is wrong or the exchange unknown.</summary>
    [Alias("authenticate")]
    Task<PbxScope?> Authenticate(string password, CancellationToken cancellationToken);

    /// <summary>Registers the exchange or replaces its password and tenants.</summary>
    [Alias("register")]
    Task Register(PbxRegistration registration, CancellationToken cancellationToken);
}

/// <summary>The tenants whose calls an exchange may bring.</summary>
[GenerateSerializer, Immutable, Alias("pbx-scope")]
public sealed record PbxScope(ImmutableArray<TenantId> Tenants);

/// <summary>An exchange as the operator registers it.</summary>
/// <param name="Password">Its basic-authentication password.</param>
/// <param name="Tenants">The tenants it covers.</param>
[GenerateSerializer, Immutable, Alias("pbx-registration")]
public sealed record PbxRegistration(string Password, ImmutableArray<TenantId> Tenants)
{
    /// <summary>Leaves the password out.</summary>
    public override string ToString() => $"PbxRegistration {{ Tenants = {Tenants.Length} }}";
}
