using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>
/// What is due over all databases: the installation's, those that are open, and those that are closed and have work by now, which are
/// opened. Idle ones stay closed.
/// </summary>
internal sealed partial class PlacedDueWork(
    TenantRouter router, PlacementTable table, PlacementCache cache, OpenDatabases open, ILogger<PlacedDueWork> logger) : IDueWork
{
    /// <summary>Closed databases opened in one look; the next look takes the rest.</summary>
    private const int OpenedAtOnceMax = 16;

    /// <inheritdoc />
    public Task<ImmutableArray<DueAlarm>> DueAlarms(
        int shard, int shards, DateTimeOffset now, int max, CancellationToken cancellationToken) =>
        Everywhere(work => work.DueAlarms(shard, shards, now, max, cancellationToken), now, max, cancellationToken);

    /// <inheritdoc />
    public Task Postpone(DueAlarm alarm, DateTimeOffset now, CancellationToken cancellationToken) => alarm.Target.IsRegistry
        ? router.Main.DueWork.Postpone(alarm, now, cancellationToken)
        : router.Run(
            alarm.Target.Tenant,
            async database =>
            {
                await database.DueWork.Postpone(alarm, now, cancellationToken);
                return true;
            },
            cancellationToken);

    /// <inheritdoc />
    public async Task<ImmutableArray<DueChannel>> DueChannels(
        int shard, int shards, DateTimeOffset now, int max, CancellationToken cancellationToken)
    {
        var due = await Everywhere(work => work.DueChannels(shard, shards, now, max, cancellationToken), now, max, cancellationToken);
        await open.CloseIdle(cancellationToken);
        return due;
    }

    private async Task<ImmutableArray<T>> Everywhere<T>(
        Func<IDueWork, Task<ImmutableArray<T>>> look, DateTimeOffset now, int max, CancellationToken cancellationToken)
    {
        var main = await look(router.Main.DueWork);
        var others = await Task.WhenAll((await Databases(now, cancellationToken)).Select(
            database => Look(database.Tenant, database.Address, look, cancellationToken)));
        return others.All(found => found.IsEmpty) ? main : [.. main.Concat(others.SelectMany(found => found)).Take(Math.Max(max, main.Length))];
    }

    private async Task<List<(TenantId Tenant, DatabaseAddress Address)>> Databases(
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        var tenants = open.Open.Select(known => known.Tenant).ToHashSet();
        tenants.UnionWith(await table.Due(now, tenants.Count + OpenedAtOnceMax, cancellationToken));
        List<(TenantId Tenant, DatabaseAddress Address)> databases = [];
        foreach (var tenant in tenants)
        {
            // One that is open and serves no more has nothing that is due.
            if ((await cache.Get(tenant, cancellationToken)).Database is { } address) { databases.Add((tenant, address)); }
        }
        return databases;
    }

    // A tenant whose database is away must not hold up the others' alarms.
    private async Task<ImmutableArray<T>> Look<T>(
        TenantId tenant, DatabaseAddress address, Func<IDueWork, Task<ImmutableArray<T>>> look, CancellationToken cancellationToken)
    {
        try
        {
            return await open.Use(tenant, address, database => look(database.DueWork), cancellationToken, counts: false);
        }
        catch (StoreUnavailableException unavailable)
        {
            LogNotLookedInto(tenant.Value, unavailable.Message);
            return [];
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database of tenant {Tenant} could not be asked for what is due: {Reason}")]
    private partial void LogNotLookedInto(Guid tenant, string reason);
}
