using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Platform.Storage;

namespace Platform.Benchmarks.Reference;

/// <summary>
/// The bare writer on SQLite: a file beside the product's with the same tables and indexes, the same durability, no foreign keys, prepared
/// statements through SQLite's own interface.
/// </summary>
internal sealed class SqliteReference : IReferenceWriter
{
    private const int BatchMax = 256;

    private readonly Channel<ReferenceTurn> _waiting = Channel.CreateUnbounded<ReferenceTurn>();
    private readonly SqliteConnection _connection;
    private readonly Thread _thread;
    private long _position = DateTimeOffset.UtcNow.Micros();

    public SqliteReference(string product, string file)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -65536");
        foreach (var sql in Tables(product)) { Execute(sql); }
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    public Task Insert(ReferenceTurn turn)
    {
        _waiting.Writer.TryWrite(turn);
        return turn.Done.Task;
    }

    public ValueTask DisposeAsync()
    {
        _waiting.Writer.Complete();
        _thread.Join();
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }

    private static List<string> Tables(string product)
    {
        using var connection = new SqliteConnection($"Data Source={product};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT sql FROM sqlite_master
            WHERE sql IS NOT NULL AND tbl_name IN ('tenants', 'messages', 'outbox', 'grain_states', 'contacts', 'usage_counters') ORDER BY type DESC
            """;
        using var rows = command.ExecuteReader();
        List<string> tables = [];
        while (rows.Read()) { tables.Add(rows.GetString(0)); }
        return tables;
    }

    private void Run()
    {
        using var statements = new Statements(_connection);
        List<ReferenceTurn> batch = [];
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            while (batch.Count < BatchMax && _waiting.Reader.TryRead(out var turn)) { batch.Add(turn); }
            statements.Begin.Run();
            foreach (var turn in batch) { statements.Insert(turn, _position += 2); }
            foreach (var used in ReferenceTurn.Usage(batch)) { statements.Count(used); }
            statements.Commit.Run();
            foreach (var turn in batch) { turn.Done.SetResult(); }
        }
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed class Statements(SqliteConnection connection) : IDisposable
    {
        private readonly SqliteStatement _message = new(connection, """
            INSERT INTO messages (tenant_id, peer_key, position, message_id, channel_id, direction, provider_message_id, kind, text,
                                  sent_at, received_at, status)
            VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)
            """);

        private readonly SqliteStatement _outbox = new(connection, """
            INSERT INTO outbox (tenant_id, message_id, channel_id, channel_hash, peer_key, sequence, position, send_to, text, owner_epoch,
                                created_at, not_before, status, is_open, attempts, uncertain)
            VALUES (?1, ?2, ?3, 7, ?4, ?5, ?5, ?6, ?7, 0, ?8, ?8, 0, 1, 0, 0)
            """);

        private readonly SqliteStatement _state = new(connection, """
            INSERT INTO grain_states (tenant_id, grain_type, grain_key, version, state) VALUES (?, 'conversation', ?, 1, ?)
            ON CONFLICT DO UPDATE SET version = version + 1, state = excluded.state
            """);

        private readonly SqliteStatement _contact = new(connection, """
            INSERT INTO contacts (tenant_id, peer_key, name, last_channel, last_seen_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET name = excluded.name, last_channel = excluded.last_channel, last_seen_at = excluded.last_seen_at
            """);

        private readonly SqliteStatement _usage = new(connection, """
            INSERT INTO usage_counters (tenant_id, period, meter, amount) VALUES (?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET amount = amount + excluded.amount
            """);

        public SqliteStatement Begin { get; } = new(connection, "BEGIN IMMEDIATE");

        public SqliteStatement Commit { get; } = new(connection, "COMMIT");

        public void Insert(ReferenceTurn turn, long position)
        {
            var reply = Guid.CreateVersion7();
            _message.Add(turn.Tenant).Add(turn.Peer).Add(position).Add(Guid.CreateVersion7()).Add(turn.Channel).Add(0).Add(turn.MessageId)
                .Add(turn.Text).Add(turn.SentAt).Add(turn.ReceivedAt).Add(0).Run();
            _message.Add(turn.Tenant).Add(turn.Peer).Add(position + 1).Add(reply).Add(turn.Channel).Add(1).Add((string?)null)
                .Add(ReferenceTurn.Reply).Add(turn.ReceivedAt).Add(turn.ReceivedAt).Add(1).Run();
            _outbox.Add(turn.Tenant).Add(reply).Add(turn.Channel).Add(turn.Peer).Add(position).Add(turn.ReplyTo).Add(ReferenceTurn.Reply)
                .Add(turn.ReceivedAt).Run();
            _state.Add(turn.Tenant).Add(turn.Peer).Add(ReferenceTurn.State).Run();
            _contact.Add(turn.Tenant).Add(turn.Peer).Add(turn.Name).Add(turn.Channel).Add(turn.ReceivedAt).Run();
        }

        public void Count((Guid Tenant, int Period, short Meter, long Amount) used) =>
            _usage.Add(used.Tenant).Add(used.Period).Add(used.Meter).Add(used.Amount).Run();

        public void Dispose()
        {
            foreach (var statement in new[] { _message, _outbox, _state, _contact, _usage, Begin, Commit }) { statement.Dispose(); }
        }
    }
}
