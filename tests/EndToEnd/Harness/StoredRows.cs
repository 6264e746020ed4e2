using System.Data.Common;

namespace Platform.Tests.Harness;

/// <summary>A line of a conversation as it is stored. Numbers are those of the code's enumerations.</summary>
internal sealed record StoredMessage(
    Guid Tenant, string Peer, long Position, string Channel, int Direction, string? ProviderId, int Kind, string Text, int Status)
{
    internal const int Inbound = 0, Bot = 1, Person = 2;
    internal const int Failed = 2, Sent = 3, Delivered = 4, Read = 5;
}

/// <summary>A message to send as it is stored.</summary>
internal sealed record StoredSend(
    Guid Tenant, string Channel, string Peer, long Sequence, string To, string Text, int Status, bool IsOpen, int Attempts,
    bool Uncertain, string? Reason)
{
    internal const int Queued = 0, Sending = 1, Sent = 2, Failed = 3, Withdrawn = 4;
}

/// <summary>Something for a person to do.</summary>
internal sealed record StoredWorkItem(Guid Tenant, string Peer, string Kind, string Title, string Details);

/// <summary>A call.</summary>
internal sealed record StoredCall(
    string Id, string? Peer, string? Channel, string? Dialled, int? Direction, long? DurationMs, long? BillableMs, string? Cause,
    string? OtherLeg);

/// <summary>An audit entry; without a tenant it is of the installation's own ledger.</summary>
internal sealed record StoredEntry(Guid Id, Guid? Tenant, string Action, string Actor, string? Address, string Detail);

/// <summary>What tests ask the database.</summary>
internal static class StoredRows
{
    private static readonly string[] Tables =
    [
        "tenants", "grain_states", "messages", "outbox", "message_statuses", "contacts", "identity_links", "work_items", "calls",
        "alarms", "grain_storage",
    ];

    extension(TestDatabase database)
    {
        /// <summary>Lines, in the order of each conversation.</summary>
        internal Task<IReadOnlyList<StoredMessage>> Messages(string? peer = null) => database.Query(
            $"""
            SELECT tenant_id, peer_key, position, channel_id, direction, provider_message_id, kind, text, status FROM messages
            {Of(peer)} ORDER BY tenant_id, peer_key, position
            """,
            row => new StoredMessage(
                Id(row, 0), row.GetString(1), row.GetInt64(2), row.GetString(3), Number(row, 4), Text(row, 5), Number(row, 6),
                row.GetString(7),
                Number(row, 8)));

        /// <summary>Everything that was to be sent, in the order of each contact.</summary>
        internal Task<IReadOnlyList<StoredSend>> Sends(string? peer = null) => database.Query(
            $"""
            SELECT tenant_id, channel_id, peer_key, sequence, send_to, text, status, is_open, attempts, uncertain, reason FROM outbox
            {Of(peer)} ORDER BY tenant_id, channel_id, peer_key, sequence
            """,
            row => new StoredSend(
                Id(row, 0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetString(4), row.GetString(5), Number(row, 6),
                Flag(row, 7),
                Number(row, 8), Flag(row, 9), Text(row, 10)));

        internal Task<IReadOnlyList<StoredWorkItem>> WorkItems(string peer) => database.Query(
            $"SELECT tenant_id, peer_key, kind, title, details FROM work_items {Of(peer)} ORDER BY created_at",
            row => new StoredWorkItem(Id(row, 0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4)));

        internal Task<IReadOnlyList<StoredCall>> Calls(string idPrefix) => database.Query(
            $"""
            SELECT call_id, peer_key, channel_id, dialled_number, direction,
                   {database.Milliseconds("duration")}, {database.Milliseconds("billable")}, cause, other_leg
            FROM calls WHERE call_id LIKE '{idPrefix}%'
            """,
            row => new StoredCall(
                row.GetString(0), Text(row, 1), Text(row, 2), Text(row, 3), row.IsDBNull(4) ? null : Number(row, 4), Long(row, 5),
                Long(row, 6),
                Text(row, 7), Text(row, 8)));

        /// <summary>The audit of all companies and of the installation, but for entries that were there before.</summary>
        internal async Task<IReadOnlyList<StoredEntry>> Entries(IEnumerable<StoredEntry>? before = null)
        {
            var known = (before ?? []).Select(entry => entry.Id).ToHashSet();
            var companies = await database.Query(
                "SELECT audit_id, tenant_id, action, actor, address, detail FROM audit",
                row => new StoredEntry(Id(row, 0), Id(row, 1), row.GetString(2), row.GetString(3), Text(row, 4), row.GetString(5)));
            var installation = await database.Query(
                "SELECT audit_id, action, actor, address, detail FROM platform_audit",
                row => new StoredEntry(Id(row, 0), Tenant: null, row.GetString(1), row.GetString(2), Text(row, 3), row.GetString(4)));
            return [.. companies.Concat(installation).Where(entry => !known.Contains(entry.Id))];
        }

        /// <summary>Replies that are promised and not given yet.</summary>
        internal Task<long> RepliesOwed(string? peer = null) => database.Count(
            $"SELECT count(*) FROM alarms WHERE name = 'reply' {(peer is null ? "" : $"AND grain_key = '{peer}'")}");

        internal Task<long> Opened() => database.Count($"SELECT count(*) FROM outbox WHERE {IsOpen}");

        /// <summary>How many rows every table has, but for the audit's, which is there to grow.</summary>
        internal async Task<string> TableSizes()
        {
            var sizes = await database.Query(
                string.Join(" UNION ALL ", Tables.Select(table => $"SELECT '{table}', count(*) FROM {table}")),
                row => $"{row.GetString(0)}: {row.GetInt64(1)}");
            return string.Join(", ", sizes.Order(StringComparer.Ordinal));
        }
    }

    // Both dialects take a comparison of the statuses that are open.
    private const string IsOpen = "status IN (0, 1)";

    private static string Of(string? peer) => peer is null ? "" : $"WHERE peer_key = '{peer}'";

    private static Guid Id(DbDataReader row, int column) =>
        row.GetValue(column) is byte[] bytes ? new Guid(bytes, bigEndian: true) : row.GetGuid(column);

    private static int Number(DbDataReader row, int column) => Convert.ToInt32(row.GetValue(column), null);

    private static long? Long(DbDataReader row, int column) => row.IsDBNull(column) ? null : Convert.ToInt64(row.GetValue(column), null);

    private static bool Flag(DbDataReader row, int column) => Convert.ToBoolean(row.GetValue(column), null);

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
