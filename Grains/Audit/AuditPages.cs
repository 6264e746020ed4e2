using Platform.Tenancy;

namespace Platform.Audit;

/// <summary>Makes pages of what a search finds.</summary>
internal static class AuditPages
{
    /// <summary>Most entries of a page: an export reads by such pages, a screen by smaller ones.</summary>
    public const int EntriesMax = 1_000;

    /// <summary>The newest entries before the cursor, with the cursor of the next page.</summary>
    public static async Task<AuditPage> Page(
        this IAuditReader reader, TenantId? tenant, AuditFilter filter, AuditCursor? before, int entriesMax,
        CancellationToken cancellationToken)
    {
        var max = Math.Clamp(entriesMax, 1, EntriesMax);
        // One more shows whether there are older ones.
        var found = await reader.Search(tenant, filter, before, max + 1, cancellationToken);
        if (found.Length <= max) { return new AuditPage(found, Next: null); }

        var last = found[max - 1];
        return new AuditPage(found[..max], new AuditCursor(AuditForm.Micros(last.At), last.Id).ToString());
    }
}
