namespace Platform.Tenancy;

/// <summary>Where a tenant's data is kept.</summary>
/// <param name="Tier">Among the others' or apart.</param>
/// <param name="Server">The name of the database server that a dedicated tenant's data is on, or <c>null</c> for the installation's own.</param>
/// <param name="MovingTo">The tier that it is being moved to, or <c>null</c> when it stays where it is.</param>
/// <param name="Unconfirmed">Where a finished move left the old data until it is confirmed, or <c>null</c> when there is none.</param>
[GenerateSerializer, Immutable, Alias("tenant-placement")]
public sealed record TenantPlacement(IsolationTier Tier, string? Server, IsolationTier? MovingTo, IsolationTier? Unconfirmed)
{
    /// <summary>Where every tenant is that was not placed elsewhere.</summary>
    public static TenantPlacement Shared { get; } = new(IsolationTier.Shared, Server: null, MovingTo: null, Unconfirmed: null);
}

/// <summary>How far a tenant's data is kept apart from the others'.</summary>
[GenerateSerializer, Alias("isolation-tier")]
public enum IsolationTier
{
    /// <summary>In the installation's own database, behind row-level security.</summary>
    Shared,

    /// <summary>In a database of its own.</summary>
    Dedicated,
}
