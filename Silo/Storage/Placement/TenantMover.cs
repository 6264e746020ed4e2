using Microsoft.Extensions.Logging;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>
/// Moves a tenant's data between databases while it is in use. Each step can be repeated: after an interruption anywhere the move is
/// called again and begins anew, and until the switch the old place can serve again. Only what changes in the last moments is copied while
/// turns wait, so that they wait as briefly for a large tenant as for a small one.
/// </summary>
internal sealed partial class TenantMover(
    IDatabaseKind kind, PlacementTable table, PlacementCache cache, OpenDatabases open, TimeProvider clock, ILogger<TenantMover> logger)
{
    /// <summary>Moves to the installation's own database, or to a database of the tenant's own.</summary>
    /// <exception cref="PlacementException">It cannot be done as things stand.</exception>
    /// <exception cref="Platform.Turns.StoreUnavailableException">A database cannot be reached; where the data was it is still served.</exception>
    public async Task Move(TenantId tenant, IsolationTier to, string? server, CancellationToken cancellationToken)
    {
        var row = await Begin(tenant, to, server, cancellationToken);
        if (row.Move is not { } move) { return; }
        if (move.Database is { } fresh) { await kind.Prepare(tenant, fresh, cancellationToken); }
        await On(tenant, row.Database, source => On(tenant, move.Database, target =>
            CopyAndSwitch(tenant, row, source, target, cancellationToken), cancellationToken), cancellationToken);
        if (row.Database is { } old) { await open.Close(old, cancellationToken); }
    }

    /// <summary>Removes what the last move left behind.</summary>
    public async Task Confirm(TenantId tenant, CancellationToken cancellationToken)
    {
        var row = await table.Get(tenant, cancellationToken);
        if (row.Old is not { } old) { return; }
        if (old.Database is { } database)
        {
            await open.Close(database, cancellationToken);
            await kind.Drop(tenant, database, cancellationToken);
        }
        else
        {
            await kind.Main.Rows.Watch(tenant, on: false, cancellationToken);
            await kind.Main.Rows.Erase(tenant, cancellationToken);
        }
        await Put(tenant, row with { Old = null }, mode: null, cancellationToken);
    }

    /// <summary>Removes the tenant's data wherever it is, with its databases.</summary>
    public async Task Drop(TenantId tenant, CancellationToken cancellationToken)
    {
        var row = await table.Get(tenant, cancellationToken);
        await Put(tenant, row, TenantMode.Elsewhere, cancellationToken);
        foreach (var database in new[] { row.Database, row.Move?.Database, row.Old?.Database })
        {
            if (database is null) { continue; }
            await open.Close(database, cancellationToken);
            await kind.Drop(tenant, database, cancellationToken);
        }
        await kind.Main.Rows.Watch(tenant, on: false, cancellationToken);
        await kind.Main.Rows.Erase(tenant, cancellationToken);
        await Put(tenant, PlacementRow.Shared, mode: null, cancellationToken);
    }

    private async Task<PlacementRow> Begin(TenantId tenant, IsolationTier to, string? server, CancellationToken cancellationToken)
    {
        var row = await table.Get(tenant, cancellationToken);
        if (row.Move is { } pending && pending.Tier == to) { return row; }
        if (row.Move is not null) { row = await TakeBack(tenant, row, cancellationToken); }
        if (row.Tier == to && (to == IsolationTier.Shared || row.Database!.Server == server)) { return row; }
        if (row.Old is not null) { throw new PlacementException("Confirm the last move first: its old data is still there."); }
        if (await kind.Main.Rows.Entry(tenant, cancellationToken) is null) { throw new PlacementException("There is no such tenant."); }

        var target = to == IsolationTier.Dedicated ? await kind.NewAddress(tenant, server, cancellationToken) : null;
        var begun = row with { Move = new PendingMove(target) };
        await Put(tenant, begun, mode: null, cancellationToken);
        return begun;
    }

    // A move that was begun and not ended is given up for another: nothing was switched yet.
    private async Task<PlacementRow> TakeBack(TenantId tenant, PlacementRow row, CancellationToken cancellationToken)
    {
        if (row.Move!.Database is { } unfinished)
        {
            await open.Close(unfinished, cancellationToken);
            await kind.Drop(tenant, unfinished, cancellationToken);
        }
        await On(tenant, row.Database, async source =>
        {
            await source.Rows.SetMode(tenant, TenantMode.Served, cancellationToken);
            await source.Rows.Watch(tenant, on: false, cancellationToken);
            return true;
        }, cancellationToken);
        var kept = row with { Move = null };
        await Put(tenant, kept, mode: null, cancellationToken);
        return kept;
    }

    private async Task<bool> CopyAndSwitch(
        TenantId tenant, PlacementRow row, TenantDatabase source, TenantDatabase target, CancellationToken cancellationToken)
    {
        await Empty(tenant, target, cancellationToken);
        try
        {
            // A process that ended in the middle of it left the tenant read-only.
            await source.Rows.SetMode(tenant, TenantMode.Served, cancellationToken);
            await source.Rows.Watch(tenant, on: true, cancellationToken);
            var copy = new TenantCopy(tenant, source.Rows, target.Rows, clock);
            var rows = await copy.WhileInUse(cancellationToken);
            var wait = await copy.WhileTurnsWait(cancellationToken);
            await Switch(tenant, row, source, target, cancellationToken);
            LogMoved(
                tenant.Value, row.Move!.Tier, rows, clock.GetElapsedTime(wait.Began).TotalMilliseconds, wait.Changes, wait.Number);
            await EndWatching(tenant, source);
            return true;
        }
        catch
        {
            await ServeAgain(tenant, row, source);
            throw;
        }
        finally
        {
            cache.Forget(tenant);
        }
    }

    private async Task Empty(TenantId tenant, TenantDatabase target, CancellationToken cancellationToken)
    {
        var entry = await kind.Main.Rows.Entry(tenant, cancellationToken)
            ?? throw new PlacementException("There is no such tenant.");
        await target.Rows.AddEntry(tenant, entry, cancellationToken);
        await target.Rows.SetMode(tenant, TenantMode.Elsewhere, cancellationToken);
        await target.Rows.Watch(tenant, on: false, cancellationToken);
        await target.Rows.Erase(tenant, cancellationToken);
    }

    // The registry decides who serves. A dedicated target is opened for writing first, while nobody is led to it; a dedicated source
    // stays closed for writing whatever happens.
    private async Task Switch(
        TenantId tenant, PlacementRow row, TenantDatabase source, TenantDatabase target, CancellationToken cancellationToken)
    {
        var toShared = row.Move!.Database is null;
        if (!toShared) { await target.Rows.SetMode(tenant, TenantMode.Served, cancellationToken); }
        var moved = new PlacementRow(row.Move.Database, Move: null, new OldData(row.Database));
        var fromShared = row.Database is null;
        TenantMode? mainMode = toShared ? TenantMode.Served : fromShared ? TenantMode.Elsewhere : null;
        await Put(tenant, moved, mainMode, cancellationToken);
        if (!fromShared) { await source.Rows.SetMode(tenant, TenantMode.Elsewhere, CancellationToken.None); }
    }

    // After a failure the source serves on, unless the switch is done or nobody knows: then calling the move again tells.
    private async Task ServeAgain(TenantId tenant, PlacementRow row, TenantDatabase source)
    {
        try
        {
            var stands = await table.Get(tenant, CancellationToken.None);
            if (stands.Database?.Name == row.Database?.Name)
            {
                await source.Rows.SetMode(tenant, TenantMode.Served, CancellationToken.None);
                await EndWatching(tenant, source);
            }
        }
        catch (Platform.Turns.StoreUnavailableException unavailable)
        {
            LogLeftReadOnly(tenant.Value, unavailable);
        }
    }

    // What is noted from now on is of no use, and harmless: the next move, or its confirmation, ends it as well.
    private async Task EndWatching(TenantId tenant, TenantDatabase source)
    {
        try
        {
            await source.Rows.Watch(tenant, on: false, CancellationToken.None);
        }
        catch (Platform.Turns.StoreUnavailableException unavailable)
        {
            LogStillWatched(tenant.Value, unavailable);
        }
    }

    private async Task Put(TenantId tenant, PlacementRow row, TenantMode? mode, CancellationToken cancellationToken)
    {
        await table.Put(tenant, row, kind.SchemaSteps, mode, cancellationToken);
        cache.Forget(tenant);
    }

    private Task<T> On<T>(TenantId tenant, DatabaseAddress? address, Func<TenantDatabase, Task<T>> act, CancellationToken cancellationToken) =>
        address is null ? act(kind.Main) : open.Use(tenant, address, act, cancellationToken);

    [LoggerMessage(
        LogLevel.Information,
        "Tenant {Tenant} is {Tier} now; {Rows} rows were copied in use, turns waited {Milliseconds:F0} ms for {Changes} changes (wait {Wait})")]
    private partial void LogMoved(Guid tenant, IsolationTier tier, long rows, double milliseconds, long changes, int wait);

    [LoggerMessage(LogLevel.Warning, "The database that tenant {Tenant} was in still notes what changes; it ends with the next move")]
    private partial void LogStillWatched(Guid tenant, Exception failure);

    [LoggerMessage(LogLevel.Error, "A move of tenant {Tenant} failed and left it read-only; it is served again when the move is called again")]
    private partial void LogLeftReadOnly(Guid tenant, Exception failure);
}
