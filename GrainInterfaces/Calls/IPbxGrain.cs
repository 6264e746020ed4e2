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

    /// <summary>The tenants that it covers, or <c>null</c> while it is not registered.</summary>
    [Alias("get-scope")]
    Task<PbxScope?> GetScope(CancellationToken cancellationToken);

    /// <summary>Registers the exchange without tenants, or replaces its password and keeps them.</summary>
    [Alias("set-password")]
    Task SetPassword(string password, CancellationToken cancellationToken);

    /// <summary>Lets it bring a tenant's calls. Ask <see cref="ITenantGrain.CoverBy"/>, which remembers it.</summary>
    [Alias("cover")]
    Task<PbxOutcome> Cover(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>Lets it bring a tenant's calls no longer. Ask <see cref="ITenantGrain.UncoverBy"/>, which forgets it.</summary>
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
