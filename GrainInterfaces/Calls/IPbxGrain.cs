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

    /// <summary>The tenants that it covers, or <c>null</c> while it is not registered.</summary>
    [Alias("get-scope")]
    Task<PbxScope?> GetScope(CancellationToken cancellationToken);

    /// <summary>Registers the exchange without tenants, or replaces its password and keeps them.</summary>
    [Alias("set-password")]
    Task SetPassword(string password, CancellationToken cancellationToken);

    /// <summary>Lets it bring a tenant's calls.</summary>
    [Alias("cover")]
    Task<PbxOutcome> Cover(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>Lets it bring a tenant's calls no longer.</summary>
    [Alias("uncover")]
    Task<PbxOutcome> Uncover(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>Forgets the exchange; <c>false</c> when it was not registered.</summary>
    [Alias("remove")]
    Task<bool> Remove(CancellationToken cancellationToken);
}

/// <summary>What became of a change to the tenants of an exchange.</summary>
[GenerateSerializer, Alias("pbx-outcome")]
public enum PbxOutcome
{
    Done,

    /// <summary>The exchange is not registered, or does not cover the tenant.</summary>
    NotThere,

    /// <summary>It covers as many tenants as an exchange can.</summary>
    Full,
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
