using Microsoft.Data.Sqlite;
using Platform.Tenancy;

namespace Platform.Storage;

// What a move needs while the tenant is in use.
internal sealed partial class SqliteTenantRows
{
    private const string ForgetChangesSql = "DELETE FROM move_changes WHERE tenant_id = ? AND change_id <= ?";

    // For that tenant alone, in the writer's own transaction.
    private static readonly (string Event, string Row, string Other)[] Watched =
        [("INSERT", "NEW", "NEW"), ("UPDATE", "NEW", "OLD"), ("DELETE", "OLD", "OLD")];

    /// <inheritdoc />
    public Task Watch(TenantId tenant, bool on, CancellationToken cancellationToken) => Write(connection =>
    {
        foreach (var shape in Shapes(connection).Where(shape => TenantTables.Condition(shape, RowScope.Data) is not null))
        {
            foreach (var (what, row, other) in Watched)
            {
                var name = $"moving_{tenant.Value:N}_{shape.Name}_{what}";
                Execute(connection, $"DROP TRIGGER IF EXISTS \"{name}\"");
                if (on) { Execute(connection, Trigger(name, what, shape, tenant, row, other)); }
            }
        }
        Forget(connection, tenant, long.MaxValue);
    }, cancellationToken);

    /// <inheritdoc />
    public Task Replace(TenantId tenant, IReadOnlyList<ChangedRows> changes, CancellationToken cancellationToken) => Write(connection =>
    {
        RequireElsewhere(connection, tenant);
        var shapes = Shapes(connection).ToDictionary(shape => shape.Name);
        foreach (var change in changes)
        {
            var shape = shapes[change.Table];
            var condition = $"{TenantTables.Condition(shape, RowScope.Data)} AND {SqliteTenantSnapshot.AmongKeys(shape)}";
            using var erase = new SqliteStatement(connection, $"DELETE FROM {shape.Name} WHERE tenant_id = ? AND {condition}");
            erase.Add(tenant).Add($"[{string.Join(',', change.Keys)}]").Run();
        }
        foreach (var change in changes) { Insert(connection, tenant, shapes[change.Table], change.Rows, onlyMissing: false); }
    }, cancellationToken);

    private Task<bool> ForgetChanges(TenantId tenant, long last, CancellationToken cancellationToken) =>
        Write(connection => Forget(connection, tenant, last), cancellationToken);

    private static void Forget(SqliteConnection connection, TenantId tenant, long last)
    {
        using var forget = new SqliteStatement(connection, ForgetChangesSql);
        forget.Add(tenant).Add(last).Run();
    }

    private static string Trigger(string name, string what, TableShape shape, TenantId tenant, string row, string other) => $"""
        CREATE TRIGGER "{name}" AFTER {what} ON {shape.Name}
        WHEN {row}.tenant_id = x'{Convert.ToHexString(tenant.Value.ToByteArray(bigEndian: true))}'
        BEGIN
            INSERT INTO move_changes (tenant_id, table_name, row_key)
            SELECT {row}.tenant_id, '{shape.Name}', {Key(shape, row)} UNION SELECT {row}.tenant_id, '{shape.Name}', {Key(shape, other)};
        END
        """;

    private static string Key(TableShape shape, string row) =>
        $"json_object({string.Join(", ", shape.Key.Select(column => $"'{column}', {SqliteTenantSnapshot.ToJson(shape, column, row + ".")}"))})";
}
