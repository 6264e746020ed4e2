using System.Collections.Immutable;
using Platform.Tenancy;

namespace Platform.Audit;

/// <summary>Reads audit entries. A <c>null</c> tenant is the operator's own ledger.</summary>
public interface IAuditReader
{
    /// <summary>Entries that match, newest first, over all ledgers; at most <paramref name="max"/>.</summary>
    Task<ImmutableArray<AuditLine>> Search(
        TenantId? tenant, AuditFilter filter, AuditCursor? before, int max, CancellationToken cancellationToken);

    /// <summary>Entries of one ledger after a sequence number, in order; at most <paramref name="max"/>.</summary>
    Task<ImmutableArray<ChainedEntry>> ReadLedger(
        TenantId? tenant, AuditLedger ledger, long after, int max, CancellationToken cancellationToken);

    /// <summary>Where the ledger's chain begins and ends, as the store keeps it beside the entries; <c>null</c> while it has none.</summary>
    Task<AuditHead?> ReadHead(TenantId? tenant, AuditLedger ledger, CancellationToken cancellationToken);
}

/// <summary>An entry with its place in the chain.</summary>
/// <param name="Sequence">Counts from 1 without gaps.</param>
/// <param name="Line">What it says.</param>
/// <param name="Hash">SHA-256 over the hash before it and its own form.</param>
public sealed record ChainedEntry(long Sequence, AuditLine Line, ReadOnlyMemory<byte> Hash);

/// <summary>Where a chain begins and ends.</summary>
/// <param name="Sequence">The last entry's number.</param>
/// <param name="Hash">The last entry's hash.</param>
/// <param name="BaseSequence">The last entry that was removed because its time was over; 0 when none was.</param>
/// <param name="BaseHash">Its hash.</param>
public sealed record AuditHead(long Sequence, ReadOnlyMemory<byte> Hash, long BaseSequence, ReadOnlyMemory<byte> BaseHash);
