using System.Collections.Immutable;
using Platform.Calls;
using Platform.Channels;
using Platform.Identity;
using Platform.Tenancy;
using Platform.WorkItems;

namespace Platform.Storage;

/// <summary>Lists of records, page by page.</summary>
internal sealed class SqliteLists(SqliteSession session)
{
    // Ids are in the order in which they were made.
    private const string WorkItemsSql = """
        SELECT work_item_id, peer_key, kind, title, details, created_at FROM work_items
        WHERE tenant_id = ? AND work_item_id < ? ORDER BY work_item_id DESC LIMIT ?
        """;

    private const string CallsSql = """
        SELECT call_id, peer_key, channel_id, dialled_number, direction, started_at, answered_at, ended_at, duration, billable, cause, other_leg
        FROM calls WHERE tenant_id = ? AND (started_at, call_id) < (?, ?) ORDER BY started_at DESC, call_id DESC LIMIT ?
        """;

    private readonly SqliteStatement _workItems = session.Prepare(WorkItemsSql);
    private readonly SqliteStatement _calls = session.Prepare(CallsSql);

    public ImmutableArray<WorkItem> WorkItems(TenantId tenant, Guid? before, int max)
    {
        var items = ImmutableArray.CreateBuilder<WorkItem>();
        var row = _workItems.Add(tenant).Add(before ?? Guid.AllBitsSet).Add(max);
        while (row.Read())
        {
            items.Add(new WorkItem(row.Guid(0), PeerKey.Parse(row.Text(1)), row.Text(2), row.Text(3), row.Text(4), row.Time(5)));
        }
        return items.DrainToImmutable();
    }

    public ImmutableArray<CallEntry> Calls(TenantId tenant, CallCursor? before, int max)
    {
        var calls = ImmutableArray.CreateBuilder<CallEntry>();
        var row = _calls.Add(tenant).Add(before?.StartedAt ?? DateTimeOffset.MaxValue).Add(before?.Call.Value ?? "").Add(max);
        while (row.Read()) { calls.Add(Call(row)); }
        return calls.DrainToImmutable();
    }

    private static CallEntry Call(SqliteStatement row) => new(
        CallId.Parse(row.Text(0)),
        row.IsNull(1) ? null : PeerKey.Parse(row.Text(1)),
        row.IsNull(2) ? null : ChannelId.Parse(row.Text(2)),
        row.IsNull(3) ? null : row.Text(3),
        row.IsNull(4) ? null : (CallDirection)row.Integer(4),
        row.Time(5),
        row.IsNull(6) ? null : row.Time(6),
        row.IsNull(7) ? null : row.Time(7),
        row.IsNull(8) ? null : TimeSpan.FromMicroseconds(row.Integer(8)),
        row.IsNull(9) ? null : TimeSpan.FromMicroseconds(row.Integer(9)),
        row.IsNull(10) ? null : row.Text(10),
        row.IsNull(11) ? null : CallId.Parse(row.Text(11)));
}
