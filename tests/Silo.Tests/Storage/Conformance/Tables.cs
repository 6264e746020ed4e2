namespace Platform.Tests.Storage;

internal static class Tables
{
    /// <summary>The tables that hold tenants' rows, in both databases.</summary>
    public static readonly string[] All =
    [
        "tenants", "grain_states", "messages", "outbox", "message_statuses", "contacts", "identity_links", "work_items", "calls", "alarms",
        "audit", "audit_heads", "erased_messages", "erased_people", "erasures", "usage_counters",
    ];
}
