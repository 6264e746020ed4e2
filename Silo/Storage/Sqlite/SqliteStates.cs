using Platform.Turns;

namespace Platform.Storage;

/// <summary>Grain states: the writer's side.</summary>
internal sealed class SqliteStates(SqliteSession session)
{
    private const string InsertSql = """
        INSERT INTO grain_states (tenant_id, grain_type, grain_key, version, state) VALUES (?, ?, ?, 1, ?)
        ON CONFLICT DO NOTHING
        """;

    private const string UpdateSql = """
        UPDATE grain_states SET version = version + 1, state = ?
        WHERE tenant_id = ? AND grain_type = ? AND grain_key = ? AND version = ?
        """;

    private readonly SqliteStatement _insert = session.Prepare(InsertSql);
    private readonly SqliteStatement _update = session.Prepare(UpdateSql);

    /// <summary>Writes the state if the stored one has the version expected.</summary>
    public bool TryPut(StateChange change)
    {
        var (tenant, type, key) = change.Address;
        return change.ExpectedVersion == 0
            ? _insert.Add(tenant).Add(type).Add(key).Add(change.Json.Span).Run() == 1
            : _update.Add(change.Json.Span).Add(tenant).Add(type).Add(key).Add(change.ExpectedVersion).Run() == 1;
    }
}
