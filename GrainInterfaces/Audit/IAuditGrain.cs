namespace Platform.Audit;

/// <summary>Takes the audit entries of the front, which has no database, and reads those of the operator (key: 0).</summary>
[Alias("audit")]
public interface IAuditGrain : IGrainWithIntegerKey
{
    /// <summary>Appends an entry; the answer means that it is durable.</summary>
    [Alias("append")]
    Task Append(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Appends a refusal, or only counts it when there are many.</summary>
    [Alias("append-refusal")]
    Task AppendRefusal(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>The operator's own entries that match, newest first; as <see cref="IAuditTrailGrain.Search"/>.</summary>
    [Alias("search-own")]
    Task<AuditPage> SearchOwn(AuditFilter filter, AuditCursor? before, int entriesMax, CancellationToken cancellationToken);

    /// <summary>Whether the operator's own ledger stands as it was written.</summary>
    [Alias("verify-own")]
    Task<LedgerVerdict> VerifyOwn(CancellationToken cancellationToken);
}
