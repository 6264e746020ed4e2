using Platform.Turns;

namespace Platform.Storage;

/// <summary>Alarms: the writer's side.</summary>
internal sealed class SqliteAlarms(SqliteSession session)
{
    private const string SetSql = """
        INSERT INTO alarms (tenant_id, grain_type, grain_key, name, due_at, grain_hash) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET due_at = excluded.due_at
        """;

    private const string ClearSql = "DELETE FROM alarms WHERE tenant_id = ? AND grain_type = ? AND grain_key = ? AND name = ?";

    private readonly SqliteStatement _set = session.Prepare(SetSql);
    private readonly SqliteStatement _clear = session.Prepare(ClearSql);

    /// <summary>Sets, moves or clears an alarm of the grain.</summary>
    public void Change(GrainAddress address, AlarmChange change)
    {
        var (tenant, type, key) = address;
        if (change.Due is { } due)
        {
            _set.Add(tenant).Add(type).Add(key).Add(change.Name).Add(due).Add(ShardHash.Of(address)).Run();
        }
        else
        {
            _clear.Add(tenant).Add(type).Add(key).Add(change.Name).Run();
        }
    }
}
