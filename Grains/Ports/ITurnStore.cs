using System.Collections.Frozen;
using Platform.Tenancy;

namespace Platform.Turns;

/// <summary>
/// Durable state of tenant-owned grains. A turn's state, records, outbox and alarms become durable together or not at all.
/// Every operation acts for one tenant and can neither see nor touch another's rows.
/// </summary>
public interface ITurnStore
{
    /// <summary>The stored state, or <c>null</c> when the grain never committed any.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached or is too slow.</exception>
    Task<StoredState?> Load(StateAddress address, CancellationToken cancellationToken);

    /// <summary>
    /// Commits a turn in one transaction, durable when the task completes. Turns of many grains may share a transaction;
    /// a conflict or duplicate fails only its own turn and leaves no trace of it.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached; whether the turn was committed is unknown.</exception>
    Task<CommitOutcome> Commit(Turn turn, CancellationToken cancellationToken);
}

/// <summary>Where a grain's state is kept.</summary>
/// <param name="Tenant">The owner.</param>
/// <param name="GrainType">The grain's type name, such as <c>conversation</c>.</param>
/// <param name="Key">The grain's key within the tenant; empty for the tenant itself.</param>
public readonly record struct StateAddress(TenantId Tenant, string GrainType, string Key)
{
    // What the installation knows about a company, apart from what the company's customers say and do.
    private static readonly FrozenSet<string> Registry = FrozenSet.ToFrozenSet(
        [
            "tenant", "onboarding", "channel-link", "people", "user", "api-keys", "session", "sign-in", "subscription", "tenant-backup", "tenant-move",
            "tenant-key", "retention",
        ]);

    /// <summary>
    /// Whether the state is kept in the installation's own database whatever the tenant's isolation tier is, so that signing in, moving and
    /// billing do not need the tenant's database.
    /// </summary>
    public bool IsRegistry => Registry.Contains(GrainType);

    /// <summary>The types of grains whose state <see cref="IsRegistry"/>.</summary>
    public static IReadOnlyCollection<string> RegistryGrains => Registry;
}

/// <summary>A grain's state as it was committed.</summary>
/// <param name="Version">Counts the commits, from 1.</param>
/// <param name="Json">UTF-8 JSON.</param>
public sealed record StoredState(long Version, ReadOnlyMemory<byte> Json);

/// <summary>What became of a commit. A closed set.</summary>
public abstract record CommitOutcome
{
    private CommitOutcome() { }

    /// <summary>Durable. <paramref name="Version"/> is the state's new version (0 when the turn had no state).</summary>
    public sealed record Committed(long Version) : CommitOutcome;

    /// <summary>
    /// A record with the same dedupe key exists: this delivery was seen before, whatever the state's version. Nothing was written.
    /// </summary>
    public sealed record Duplicate : CommitOutcome;

    /// <summary>The state has another version than expected: another activation wrote it. Nothing was written.</summary>
    public sealed record VersionConflict : CommitOutcome;
}
