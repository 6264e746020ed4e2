using Platform.Audit;

namespace Platform.Storage;

/// <summary>How an entry reads among the operator's.</summary>
internal static class PlatformAuditText
{
    /// <summary>The detail; it names the tenant id that was used when no such tenant exists.</summary>
    public static string Detail(AuditEntry entry) =>
        entry.Tenant is { } tenant ? $"unknown tenant {tenant}: {entry.Detail}" : entry.Detail;
}
