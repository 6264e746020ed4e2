using System.Collections.Immutable;
using Npgsql;
using Platform.Calls;
using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;
using Platform.Plans;
using Platform.Tenancy;
using Platform.Turns;
using Platform.WorkItems;

namespace Platform.Storage;

/// <summary>The turn store's ports over PostgreSQL.</summary>
internal sealed class PostgresTurnStore(PostgresReads reads, PostgresWriter writer, PositionSource positions)
    : ITurnStore, IDueWork, IRecordReader, IStorageProbe
{
    private const string LoadSql = """
        SELECT t.mode, g.version, g.state FROM tenants t
        LEFT JOIN grain_states g ON g.tenant_id = $1 AND g.grain_type = $2 AND g.grain_key = $3
        WHERE t.tenant_id = $1
        """;

    private const string DueAlarmsSql = "SELECT tenant_id, grain_type, grain_key, name, due_ticks FROM due_alarms($1, $2, $3, $4)";

    private const string DueChannelsSql = "SELECT tenant_id, channel_id FROM due_channels($1, $2, $3, $4)";

    private const string UsageSql = """
        SELECT meter, sum(amount)::bigint FROM usage_counters WHERE tenant_id = $1 AND period IN (0, $2) GROUP BY meter ORDER BY meter
        """;

    // Each identity's newest lines by its own index range: the page costs the same however long the transcript is.
    private const string LinesSql = """
        SELECT line.position, line.message_id, line.channel_id, line.direction, line.kind, line.text, line.sent_at, line.status
        FROM (SELECT $2 AS peer_key UNION
              (SELECT identity_key FROM identity_links WHERE tenant_id = $1 AND peer_key = $2 LIMIT $5)) AS peer
        CROSS JOIN LATERAL (
            SELECT * FROM messages m WHERE m.tenant_id = $1 AND m.peer_key = peer.peer_key AND m.position < $3
            ORDER BY m.position DESC LIMIT $4) AS line
        """;

    /// <inheritdoc />
    public async Task<StoredState?> Load(StateAddress address, CancellationToken cancellationToken)
    {
        var rows = await reads.Read(
            address.Tenant,
            () => PostgresStatement.Of(LoadSql).With(address.Tenant.Value).WithText(address.GrainType).WithText(address.Key),
            row => row.GetInt16(0) == (short)TenantMode.Elsewhere && !address.IsRegistry ? throw new ElsewhereException()
                : row.IsDBNull(1) ? null
                : new StoredState(row.GetInt64(1), row.GetFieldValue<byte[]>(2)),
            cancellationToken);
        return rows.SingleOrDefault();
    }

    /// <inheritdoc />
    public Task<CommitOutcome> Commit(Turn turn, CancellationToken cancellationToken) =>
        writer.Write(new CommitWrite(turn, positions), cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<DueAlarm>> DueAlarms(
        int shard, int shards, DateTimeOffset now, int max, CancellationToken cancellationToken) =>
        reads.ReadForNobody(
            () => PostgresStatement.Of(DueAlarmsSql).With(shard).With(shards).With(now).With(max),
            row => new DueAlarm(
                new StateAddress(new TenantId(row.GetGuid(0)), row.GetString(1), row.GetString(2)), row.GetString(3),
                new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero)),
            cancellationToken);

    /// <inheritdoc />
    public Task Postpone(DueAlarm alarm, DateTimeOffset now, CancellationToken cancellationToken) =>
        writer.Write(new PostponeWrite(alarm, now), cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<DueChannel>> DueChannels(
        int shard, int shards, DateTimeOffset now, int max, CancellationToken cancellationToken) =>
        reads.ReadForNobody(
            () => PostgresStatement.Of(DueChannelsSql).With(shard).With(shards).With(now).With(max),
            row => new DueChannel(new TenantId(row.GetGuid(0)), ChannelId.Parse(row.GetString(1))),
            cancellationToken);

    /// <inheritdoc />
    public async Task<TranscriptPage> ReadTranscript(
        TenantId tenant, PeerKey peer, string? before, int linesMax, CancellationToken cancellationToken)
    {
        var (position, count) = (TranscriptCursor.Before(before), TranscriptPages.LinesToRead(linesMax));
        var lines = await reads.Read(
            tenant,
            () => PostgresStatement.Of(LinesSql).With(tenant.Value).WithText(peer.Text).With(position).With(count)
                .With(TranscriptPages.IdentitiesMax),
            Line,
            cancellationToken);
        return TranscriptPages.Page(lines, linesMax);
    }

    /// <inheritdoc />
    public Task<bool> IsOfBot(TenantId tenant, PeerKey peer, PersonMessage message, CancellationToken cancellationToken) =>
        PostgresOutbox.IsOfBot(reads, tenant, peer, message, cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<Metered>> ReadUsage(TenantId tenant, BillingPeriod period, CancellationToken cancellationToken) =>
        reads.Read(
            tenant,
            () => PostgresStatement.Of(UsageSql).With(tenant.Value).With(period.Number),
            row => new Metered((Meter)row.GetInt16(0), row.GetInt64(1)),
            cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<WorkItem>> ListWorkItems(TenantId tenant, Guid? before, int max, CancellationToken cancellationToken) =>
        PostgresLists.WorkItems(reads, tenant, before, max, cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<CallEntry>> ListCalls(TenantId tenant, CallCursor? before, int max, CancellationToken cancellationToken) =>
        PostgresLists.Calls(reads, tenant, before, max, cancellationToken);

    /// <inheritdoc />
    public async Task<bool> IsReachable(CancellationToken cancellationToken)
    {
        try
        {
            await reads.ReadForNobody(() => PostgresStatement.Of("SELECT 1"), row => row.GetInt32(0), cancellationToken);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private static PlacedLine Line(NpgsqlDataReader row) => new(row.GetInt64(0), new TranscriptLine(
        row.GetGuid(1), ChannelId.Parse(row.GetString(2)), (MessageDirection)row.GetInt16(3), (MessageKind)row.GetInt16(4),
        row.GetString(5), row.GetFieldValue<DateTimeOffset>(6), (DeliveryStatus)row.GetInt16(7)));
}
