using System.Collections.Immutable;
using Platform.Tenancy;

namespace Platform.Audit;

/// <summary>What is written about one company: its people may read it, nobody can change it (key: tenant id).</summary>
[Alias("audit-trail")]
public interface IAuditTrailGrain : IGrainWithGuidKey, ITenantScoped
{
    /// <summary>Entries that match, newest first. <paramref name="before"/> is a page's cursor; at most 1,000 entries.</summary>
    [Alias("search")]
    Task<AuditPage> Search(AuditFilter filter, AuditCursor? before, int entriesMax, CancellationToken cancellationToken);

    /// <summary>Reads all of the company's ledgers and says whether they stand as they were written.</summary>
    [Alias("verify")]
    Task<ImmutableArray<LedgerVerdict>> Verify(CancellationToken cancellationToken);
}
