using System.Collections.Immutable;
using Npgsql;
using Platform.Calls;
using Platform.Channels;
using Platform.Identity;
using Platform.Tenancy;
using Platform.WorkItems;

namespace Platform.Storage;

/// <summary>Lists of records, page by page.</summary>
internal static class PostgresLists
{
    // Ids are in the order in which they were made.
    private const string WorkItemsSql = """
        SELECT work_item_id, peer_key, kind, title, details, created_at FROM work_items
        WHERE tenant_id = $1 AND work_item_id < $2 ORDER BY work_item_id DESC LIMIT $3
        """;

    private const string CallsSql = """
        SELECT call_id, peer_key, channel_id, dialled_number, direction, started_at, answered_at, ended_at, duration, billable, cause, other_leg
        FROM calls WHERE tenant_id = $1 AND (started_at, call_id) < ($2, $3) ORDER BY started_at DESC, call_id DESC LIMIT $4
        """;

    public static Task<ImmutableArray<WorkItem>> WorkItems(
        PostgresReads reads, TenantId tenant, Guid? before, int max, CancellationToken cancellationToken) => reads.Read(
        tenant,
        () => PostgresStatement.Of(WorkItemsSql).With(tenant.Value).With(before ?? Guid.AllBitsSet).With(max),
        row => new WorkItem(
            row.GetGuid(0), PeerKey.Parse(row.GetString(1)), row.GetString(2), row.GetString(3), row.GetString(4), Time(row, 5)),
        cancellationToken);

    public static Task<ImmutableArray<CallEntry>> Calls(
        PostgresReads reads, TenantId tenant, CallCursor? before, int max, CancellationToken cancellationToken) => reads.Read(
        tenant,
        () => PostgresStatement.Of(CallsSql).With(tenant.Value).With(before?.StartedAt ?? DateTimeOffset.MaxValue)
            .WithText(before?.Call.Value ?? "").With(max),
        row => new CallEntry(
            CallId.Parse(row.GetString(0)),
            row.IsDBNull(1) ? null : PeerKey.Parse(row.GetString(1)),
            row.IsDBNull(2) ? null : ChannelId.Parse(row.GetString(2)),
            row.IsDBNull(3) ? null : row.GetString(3),
            row.IsDBNull(4) ? null : (CallDirection)row.GetInt16(4),
            Time(row, 5),
            row.IsDBNull(6) ? null : Time(row, 6),
            row.IsDBNull(7) ? null : Time(row, 7),
            row.IsDBNull(8) ? null : row.GetFieldValue<TimeSpan>(8),
            row.IsDBNull(9) ? null : row.GetFieldValue<TimeSpan>(9),
            row.IsDBNull(10) ? null : row.GetString(10),
            row.IsDBNull(11) ? null : CallId.Parse(row.GetString(11))),
        cancellationToken);

    private static DateTimeOffset Time(NpgsqlDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);
}
