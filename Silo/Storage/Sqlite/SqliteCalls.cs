using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>Calls: the writer's side. The switch's reports arrive in any order and more than once.</summary>
internal sealed class SqliteCalls(SqliteSession session)
{
    private const string StartSql = """
        INSERT INTO calls (tenant_id, call_id, peer_key, channel_id, dialled_number, started_at) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET
            peer_key = coalesce(peer_key, excluded.peer_key), channel_id = coalesce(channel_id, excluded.channel_id),
            dialled_number = coalesce(dialled_number, excluded.dialled_number), started_at = coalesce(started_at, excluded.started_at)
        """;

    private const string FinishSql = """
        INSERT INTO calls (tenant_id, call_id, ended_at, cause) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET ended_at = coalesce(ended_at, excluded.ended_at), cause = coalesce(cause, excluded.cause)
        """;

    private const string DetailSql = """
        INSERT INTO calls (tenant_id, call_id, peer_key, channel_id, dialled_number, direction, started_at, answered_at, ended_at,
                           duration, billable, cause, other_leg)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET
            peer_key = coalesce(peer_key, excluded.peer_key), channel_id = excluded.channel_id, dialled_number = excluded.dialled_number,
            direction = excluded.direction, started_at = excluded.started_at, answered_at = excluded.answered_at,
            ended_at = excluded.ended_at, duration = excluded.duration, billable = excluded.billable, cause = excluded.cause,
            other_leg = excluded.other_leg
        """;

    // Whoever withheld the number on the leg that came in is withheld on the leg that went out for it, whose record shows the number.
    // Either record may be the first.
    private const string WithholdSql = """
        UPDATE calls SET peer_key = caller.peer_key FROM calls AS caller
        WHERE calls.tenant_id = ?1 AND calls.call_id IN (?2, ?3) AND calls.direction = 1 AND calls.peer_key NOT LIKE 'call-%'
            AND caller.tenant_id = ?1 AND caller.call_id IN (?2, ?3) AND caller.direction IS NOT 1 AND caller.peer_key LIKE 'call-%'
        """;

    private readonly SqliteStatement _start = session.Prepare(StartSql);
    private readonly SqliteStatement _finish = session.Prepare(FinishSql);
    private readonly SqliteStatement _detail = session.Prepare(DetailSql);
    private readonly SqliteStatement _withhold = session.Prepare(WithholdSql);

    public void Add(TenantId tenant, TurnRecord.CallStarted call) =>
        _start.Add(tenant).Add(call.Call.Value).Add(call.Peer.Text).Add(call.Channel.Value).Add(call.DialledNumber)
            .Add(call.StartedAt).Run();

    public void Add(TenantId tenant, TurnRecord.CallFinished call) =>
        _finish.Add(tenant).Add(call.Call.Value).Add(call.EndedAt).Add(call.Cause).Run();

    public void Add(TenantId tenant, TurnRecord.CallDetailed call)
    {
        var details = call.Details;
        _detail.Add(tenant).Add(details.Call.Value).Add(details.Caller.Text).Add(details.Channel.Value).Add(details.DialledNumber)
            .Add((long)details.Direction).Add(details.StartedAt).Add(details.AnsweredAt).Add(details.EndedAt)
            .Add((long)details.Duration.TotalMicroseconds).Add((long)details.Billable.TotalMicroseconds).Add(details.Cause)
            .Add(details.OtherLeg?.Value).Run();
        if (details.OtherLeg is { } other) { _withhold.Add(tenant).Add(details.Call.Value).Add(other.Value).Run(); }
    }
}
