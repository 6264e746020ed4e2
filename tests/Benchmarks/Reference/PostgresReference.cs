using System.Threading.Channels;
using Npgsql;
using Platform.Storage;

namespace Platform.Benchmarks.Reference;

/// <summary>
/// The bare writer on PostgreSQL: copies of the product's tables with their indexes in the same database, without row-level security and
/// foreign keys; each batch is five prepared statements over arrays in one round trip. A few connections, so that one works while another
/// waits for the disk, with a tenant's rows always on the same one.
/// </summary>
internal sealed class PostgresReference : IReferenceWriter
{
    private const int BatchMax = 256;
    private const int ConnectionsCount = 4;

    private const string SchemaSql = """
        CREATE SCHEMA reference;
        CREATE TABLE reference.messages (LIKE platform.messages INCLUDING ALL) WITH (fillfactor = 85);
        CREATE TABLE reference.outbox (LIKE platform.outbox INCLUDING ALL) WITH (fillfactor = 70);
        CREATE TABLE reference.grain_states (LIKE platform.grain_states INCLUDING ALL) WITH (fillfactor = 70);
        CREATE TABLE reference.contacts (LIKE platform.contacts INCLUDING ALL) WITH (fillfactor = 70);
        CREATE TABLE reference.usage_counters (LIKE platform.usage_counters INCLUDING ALL) WITH (fillfactor = 50);
        """;

    private const string MessagesSql = """
        INSERT INTO reference.messages (tenant_id, peer_key, position, message_id, channel_id, direction, provider_message_id, kind, text,
                                        sent_at, received_at, status)
        SELECT t, p, n, i, c, d, x, 0, b, s, r, d FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS m (t, p, n, i, c, d, x, b, s, r)
        """;

    private const string OutboxSql = """
        INSERT INTO reference.outbox (tenant_id, message_id, channel_id, channel_hash, peer_key, sequence, position, send_to, text,
                                      owner_epoch, created_at, not_before, status, is_open, attempts, uncertain)
        SELECT t, i, c, 7, p, n, n, a, b, 0, r, r, 0, true, 0, false
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS o (t, i, c, p, n, a, b, r)
        """;

    private const string StatesSql = """
        INSERT INTO reference.grain_states AS stored (tenant_id, grain_type, grain_key, version, state)
        SELECT t, 'conversation', p, 1, s::json FROM unnest($1, $2, $3) AS s (t, p, s)
        ON CONFLICT (tenant_id, grain_type, grain_key) DO UPDATE SET version = stored.version + 1, state = excluded.state
        """;

    private const string ContactsSql = """
        INSERT INTO reference.contacts (tenant_id, peer_key, name, last_channel, last_seen_at)
        SELECT * FROM unnest($1, $2, $3, $4, $5)
        ON CONFLICT (tenant_id, peer_key) DO UPDATE
            SET name = excluded.name, last_channel = excluded.last_channel, last_seen_at = excluded.last_seen_at
        """;

    private const string UsageSql = """
        INSERT INTO reference.usage_counters AS stored (tenant_id, period, meter, slot, amount)
        SELECT t, p, m, 0, a FROM unnest($1, $2, $3, $4) AS u (t, p, m, a)
        ON CONFLICT (tenant_id, period, meter, slot) DO UPDATE SET amount = stored.amount + excluded.amount
        """;

    private static readonly string StateText = System.Text.Encoding.UTF8.GetString(ReferenceTurn.State);

    private readonly Channel<ReferenceTurn>[] _waiting =
        [.. Enumerable.Range(0, ConnectionsCount).Select(_ => Channel.CreateUnbounded<ReferenceTurn>())];

    private readonly NpgsqlDataSource _source;
    private readonly Task _running;
    private long _position = DateTimeOffset.UtcNow.Micros();

    private PostgresReference(NpgsqlDataSource source)
    {
        _source = source;
        _running = Task.WhenAll(_waiting.Select(queue => Task.Run(() => Run(queue.Reader))));
    }

    public static async Task<IReferenceWriter> Open(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = true, MaxAutoPrepare = 20, AutoPrepareMinUsages = 2, NoResetOnClose = true,
        };
        var source = NpgsqlDataSource.Create(settings.ToString());
        await using var command = source.CreateCommand(SchemaSql);
        await command.ExecuteNonQueryAsync();
        return new PostgresReference(source);
    }

    public Task Insert(ReferenceTurn turn)
    {
        _waiting[(uint)turn.Tenant.GetHashCode() % ConnectionsCount].Writer.TryWrite(turn);
        return turn.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var queue in _waiting) { queue.Writer.Complete(); }
        await _running;
        await _source.DisposeAsync();
    }

    private async Task Run(ChannelReader<ReferenceTurn> waiting)
    {
        await using var connection = await _source.OpenConnectionAsync();
        while (await waiting.WaitToReadAsync())
        {
            List<ReferenceTurn> turns = [];
            while (turns.Count < BatchMax && waiting.TryRead(out var turn)) { turns.Add(turn); }
            await using var batch = new NpgsqlBatch(connection);
            AddTo(batch, turns, Interlocked.Add(ref _position, 2 * turns.Count));
            await batch.ExecuteNonQueryAsync();
            foreach (var turn in turns) { turn.Done.SetResult(); }
        }
    }

    private static void AddTo(NpgsqlBatch batch, List<ReferenceTurn> turns, long position)
    {
        var replies = turns.Select(_ => Guid.CreateVersion7()).ToArray();
        batch.BatchCommands.Add(Statement(
            MessagesSql,
            Twice(turns, turn => turn.Tenant), Twice(turns, turn => turn.Peer),
            Enumerable.Range(0, 2 * turns.Count).Select(i => position + i).ToArray(),
            turns.Select(_ => Guid.CreateVersion7()).Concat(replies).ToArray(), Twice(turns, turn => turn.Channel),
            Enumerable.Repeat((short)0, turns.Count).Concat(Enumerable.Repeat((short)1, turns.Count)).ToArray(),
            turns.Select(turn => turn.MessageId).Concat(Enumerable.Repeat<string?>(null, turns.Count)).ToArray(),
            turns.Select(turn => turn.Text).Concat(turns.Select(_ => ReferenceTurn.Reply)).ToArray(),
            Twice(turns, turn => turn.SentAt), Twice(turns, turn => turn.ReceivedAt)));
        batch.BatchCommands.Add(Statement(
            OutboxSql,
            Column(turns, turn => turn.Tenant), replies, Column(turns, turn => turn.Channel), Column(turns, turn => turn.Peer),
            Enumerable.Range(0, turns.Count).Select(i => position + i).ToArray(), Column(turns, turn => turn.ReplyTo),
            Column(turns, _ => ReferenceTurn.Reply), Column(turns, turn => turn.ReceivedAt)));

        // One statement can write a row once only.
        var last = turns.GroupBy(turn => (turn.Tenant, turn.Peer)).Select(group => group.Last()).ToList();
        batch.BatchCommands.Add(Statement(
            StatesSql, Column(last, turn => turn.Tenant), Column(last, turn => turn.Peer), Column(last, _ => StateText)));
        batch.BatchCommands.Add(Statement(
            ContactsSql, Column(last, turn => turn.Tenant), Column(last, turn => turn.Peer), Column(last, turn => turn.Name),
            Column(last, turn => turn.Channel), Column(last, turn => turn.ReceivedAt)));
        var used = ReferenceTurn.Usage(turns);
        batch.BatchCommands.Add(Statement(
            UsageSql, used.Select(row => row.Tenant).ToArray(), used.Select(row => row.Period).ToArray(),
            used.Select(row => row.Meter).ToArray(), used.Select(row => row.Amount).ToArray()));
    }

    private static T[] Column<T>(List<ReferenceTurn> turns, Func<ReferenceTurn, T> value) => [.. turns.Select(value)];

    private static T[] Twice<T>(List<ReferenceTurn> turns, Func<ReferenceTurn, T> value) => [.. turns.Concat(turns).Select(value)];

    private static NpgsqlBatchCommand Statement(string sql, params object[] columns)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var column in columns) { command.Parameters.Add(new NpgsqlParameter { Value = column }); }
        return command;
    }
}
