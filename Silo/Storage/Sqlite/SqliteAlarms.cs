using Platform.Turns;

namespace Platform.Storage;

/// <summary>Alarms: the writer's side.</summary>
internal sealed class SqliteAlarms(SqliteSession session)
{
    private const string SetSql = """
        INSERT INTO alarms (tenant_id, grain_type, grain_key, name, due_ticks, call_at, failures, grain_hash)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7)
        ON CONFLICT DO UPDATE SET due_ticks = excluded.due_ticks, call_at = excluded.call_at, failures = 0
        """;

    private const string ClearSql = "DELETE FROM alarms WHERE tenant_id = ? AND grain_type = ? AND grain_key = ? AND name = ?";

    private const string PostponeSql = """
        UPDATE alarms SET call_at = ?6 + min(?7 << min(failures, 20), ?8), failures = failures + 1
        WHERE tenant_id = ?1 AND grain_type = ?2 AND grain_key = ?3 AND name = ?4 AND due_ticks = ?5
        """;

    private readonly SqliteStatement _set = session.Prepare(SetSql);
    private readonly SqliteStatement _clear = session.Prepare(ClearSql);
    private readonly SqliteStatement _postpone = session.Prepare(PostponeSql);

    /// <summary>Sets, moves or clears an alarm of the grain.</summary>
    public void Change(StateAddress address, AlarmChange change)
    {
        var (tenant, type, key) = address;
        if (change.Due is { } due)
        {
            _set.Add(tenant).Add(type).Add(key).Add(change.Name).Add(due.UtcTicks).Add(due).Add(ShardHash.Of(address)).Run();
        }
        else
        {
            _clear.Add(tenant).Add(type).Add(key).Add(change.Name).Run();
        }
    }

    /// <summary>Moves the next call of an alarm that still stands as it was seen.</summary>
    public void Postpone(PostponeWrite write)
    {
        var (tenant, type, key) = write.Alarm.Target;
        _postpone.Add(tenant).Add(type).Add(key).Add(write.Alarm.Name).Add(write.Alarm.Due.UtcTicks).Add(write.Now)
            .Add((long)PostponeWrite.FirstDelay.TotalMicroseconds).Add((long)PostponeWrite.LongestDelay.TotalMicroseconds).Run();
    }
}
