using System.Collections.Immutable;

namespace Platform.Tenancy;

/// <summary>The operator's fleet-wide read: names and states of tenants, nothing of their data.</summary>
public interface ITenantList
{
    /// <summary>Tenants that were not deleted, by slug, from after this one on.</summary>
    Task<ImmutableArray<TenantRow>> After(string slug, int max, CancellationToken cancellationToken);
}
