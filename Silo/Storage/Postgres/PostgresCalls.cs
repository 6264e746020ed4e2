using Npgsql;
using NpgsqlTypes;
using Platform.Calls;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>Calls: the switch's reports arrive in any order and more than once.</summary>
internal static class PostgresCalls
{
    private const string StartSql = """
        INSERT INTO calls AS known (tenant_id, call_id, peer_key, channel_id, dialled_number, started_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (tenant_id, call_id) DO UPDATE SET
            peer_key = coalesce(known.peer_key, excluded.peer_key), channel_id = coalesce(known.channel_id, excluded.channel_id),
            dialled_number = coalesce(known.dialled_number, excluded.dialled_number),
            started_at = coalesce(known.started_at, excluded.started_at)
        """;

    private const string FinishSql = """
        INSERT INTO calls AS known (tenant_id, call_id, ended_at, cause) VALUES ($1, $2, $3, $4)
        ON CONFLICT (tenant_id, call_id) DO UPDATE SET
            ended_at = coalesce(known.ended_at, excluded.ended_at), cause = coalesce(known.cause, excluded.cause)
        """;

    private const string DetailSql = """
        INSERT INTO calls AS known (tenant_id, call_id, peer_key, channel_id, dialled_number, direction, started_at, answered_at, ended_at,
                           duration, billable, cause, other_leg)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        ON CONFLICT (tenant_id, call_id) DO UPDATE SET
            peer_key = coalesce(known.peer_key, excluded.peer_key), channel_id = excluded.channel_id,
            dialled_number = excluded.dialled_number,
            direction = excluded.direction, started_at = excluded.started_at, answered_at = excluded.answered_at,
            ended_at = excluded.ended_at, duration = excluded.duration, billable = excluded.billable, cause = excluded.cause,
            other_leg = excluded.other_leg
        """;

    // Whoever withheld the number on the leg that came in is withheld on the leg that went out for it, whose record shows the number.
    // Either record may be the first.
    private const string WithholdSql = """
        UPDATE calls AS known SET peer_key = caller.peer_key FROM calls AS caller
        WHERE known.tenant_id = $1 AND known.call_id IN ($2, $3) AND known.direction = 1 AND known.peer_key NOT LIKE 'call-%'
            AND caller.tenant_id = $1 AND caller.call_id IN ($2, $3) AND caller.direction IS DISTINCT FROM 1
            AND caller.peer_key LIKE 'call-%'
        """;

    public static NpgsqlBatchCommand Statement(Guid tenant, TurnRecord.CallStarted call) =>
        PostgresStatement.Of(StartSql).With(tenant).WithText(call.Call.Value).WithText(call.Peer.Text).WithText(call.Channel.Value)
            .WithText(call.DialledNumber).With(call.StartedAt);

    public static NpgsqlBatchCommand Statement(Guid tenant, TurnRecord.CallFinished call) =>
        PostgresStatement.Of(FinishSql).With(tenant).WithText(call.Call.Value).With(call.EndedAt).WithText(call.Cause);

    public static NpgsqlBatchCommand Statement(Guid tenant, CallDetails details) =>
        PostgresStatement.Of(DetailSql).With(tenant).WithText(details.Call.Value).WithText(details.Caller.Text)
            .WithText(details.Channel.Value).WithText(details.DialledNumber).With((short)details.Direction).With(details.StartedAt)
            .With(NpgsqlDbType.TimestampTz, details.AnsweredAt?.ToUniversalTime()).With(details.EndedAt).With(details.Duration)
            .With(details.Billable).WithText(details.Cause).WithText(details.OtherLeg?.Value);

    /// <summary>Hides on one leg what was withheld on the other, once both may be known.</summary>
    public static NpgsqlBatchCommand Withheld(Guid tenant, CallId leg, CallId otherLeg) =>
        PostgresStatement.Of(WithholdSql).With(tenant).WithText(leg.Value).WithText(otherLeg.Value);
}
