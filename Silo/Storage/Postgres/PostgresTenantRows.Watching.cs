using Npgsql;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

// What a move needs while the tenant is in use.
internal sealed partial class PostgresTenantRows
{
    // Making a trigger waits for whoever writes to the table, and others wait behind it: so it gives way soon and tries again, and also
    // where several tenants that move at once would wait for each other for ever.
    private const string ShortWaitSql = "SET LOCAL lock_timeout = '300ms'";

    // Another tenant's rows may be erased or copied for minutes; then the move is tried again as a whole.
    private const int LockTriesMax = 20;

    private const string WatchSql = "SELECT watch_changes($1, $2, $3)";

    private const string ForgetWatchingSql = "SELECT forget_watching($1, $2)";

    private const string ForgetChangesSql = "DELETE FROM move_changes WHERE tenant_id = $1";

    private const string EraseMovedSql = "SELECT erase_moved_rows($1, $2, $3::json, $4)";

    /// <inheritdoc />
    public async Task Watch(TenantId tenant, bool on, CancellationToken cancellationToken)
    {
        var tables = await ActFor(tenant, connection => WatchedTables(connection, cancellationToken), cancellationToken);
        foreach (var table in tables)
        {
            if (!await Locking(tenant, WatchSql, [tenant.Value, table, on], LockTriesMax, cancellationToken))
            {
                throw new StoreUnavailableException($"The table {table} is held by somebody else for too long.");
            }
            // Those who read for long hold this up. Triggers that rest do no harm until the next move of the tenant.
            if (!on) { await Locking(tenant, ForgetWatchingSql, [tenant.Value, table], 1, cancellationToken); }
        }
        await ActFor(tenant, connection => Run(connection, ForgetChangesSql, [tenant.Value], cancellationToken), cancellationToken);
    }

    /// <inheritdoc />
    public Task Replace(TenantId tenant, IReadOnlyList<ChangedRows> changes, CancellationToken cancellationToken) =>
        ActFor(tenant, async connection =>
        {
            var shapes = await Shapes(connection, cancellationToken);
            foreach (var change in changes)
            {
                var keys = $"[{string.Join(',', change.Keys)}]";
                await Run(
                    connection, EraseMovedSql, [tenant.Value, change.Table, keys, StateAddress.RegistryGrains.ToArray()], cancellationToken);
            }
            foreach (var change in changes.Where(change => change.Rows.Count > 0))
            {
                var shape = shapes.Single(known => known.Name == change.Table);
                await Insert(connection, shape, change.Rows, onlyMissing: false, cancellationToken);
            }
            return true;
        }, cancellationToken);

    private static async Task<string[]> WatchedTables(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        [.. (await Shapes(connection, cancellationToken))
            .Where(shape => TenantTables.Condition(shape, RowScope.Data) is not null).Select(shape => shape.Name)];

    private async Task<bool> Locking(TenantId tenant, string sql, object[] values, int triesMax, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await ActFor(tenant, async connection =>
                {
                    await Run(connection, ShortWaitSql, [], cancellationToken);
                    await Run(connection, sql, values, cancellationToken);
                    return true;
                }, cancellationToken);
            }
            catch (PostgresException held) when (held.IsRace())
            {
                if (tries >= triesMax) { return false; }
            }
        }
    }
}
