using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>
/// Copies a tenant's data while it is in use: all of it first, then, again and again, what changed meanwhile; and compares what arrived with
/// what was there. The source notes its changes from before the copy begins, the target serves nobody.
/// </summary>
internal sealed class TenantCopy(TenantId tenant, ITenantRows source, ITenantRows target, TimeProvider clock)
{
    // Bounds what is held in memory and how long one transaction of the target takes.
    private const int RowsAtOnce = 500;
    private const int CharactersAtOnce = 1_048_576;
    private const int ChangesAtOnce = 1_000;
    private const int KeysAtOnce = 200;

    // So few are copied in some tens of milliseconds, and a busy tenant makes as many in that time.
    private const int FewChanges = 200;

    // Each round is shorter than the one before, unless changes come faster than they can be copied: then waiting longer does not help.
    private const int RoundsMax = 8;

    // Some minutes of waits; a tenant that still changes faster than that is better moved at another hour.
    private const int WaitsMax = 200;

    /// <summary>Nothing more is begun after it while turns wait, who bear ten times as much.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(1);

    /// <summary>How long turns go on between two waits, where there was too much for one.</summary>
    private static readonly TimeSpan ServedBetween = TimeSpan.FromMilliseconds(250);

    /// <summary>Copies everything, compares it as a whole, and follows the changes until few are left. Returns the number of rows.</summary>
    /// <exception cref="StoreUnavailableException">What arrived is not what was there.</exception>
    public async Task<long> WhileInUse(CancellationToken cancellationToken)
    {
        var rows = await All(cancellationToken);
        var changed = (await Follow(compareAll: true, Timeout.InfiniteTimeSpan, cancellationToken)).Changes;
        var before = long.MaxValue;
        for (var round = 1; round < RoundsMax && changed > FewChanges && changed < before; round++)
        {
            (before, changed) = (changed, (await Follow(compareAll: false, Timeout.InfiniteTimeSpan, cancellationToken)).Changes);
        }
        return rows;
    }

    /// <summary>
    /// Lets turns wait, copies what changed since the last time, and compares it: when it returns, everything has arrived and turns still
    /// wait. What is too much for one wait is copied in several, and turns go on in between.
    /// </summary>
    /// <exception cref="StoreUnavailableException">What arrived is not what was there, or the tenant changes faster than it is copied.</exception>
    public async Task<LastWait> WhileTurnsWait(CancellationToken cancellationToken)
    {
        for (var number = 1; number <= WaitsMax; number++)
        {
            var began = clock.GetTimestamp();
            await source.SetMode(tenant, TenantMode.Copied, cancellationToken);
            var (changes, toTheEnd) = await Follow(compareAll: false, WaitMax, cancellationToken);
            if (toTheEnd) { return new(number, began, changes); }
            await source.SetMode(tenant, TenantMode.Served, cancellationToken);
            await Follow(compareAll: false, ServedBetween, cancellationToken);
        }
        throw new StoreUnavailableException("The tenant's data changes faster than it can be copied; nothing was switched.");
    }

    /// <summary>Counts and sums the rows of a table.</summary>
    public static async Task<TableSum> Sum(ITenantSnapshot snapshot, string table, CancellationToken cancellationToken)
    {
        var sum = default(TableSum);
        await foreach (var row in snapshot.Rows(table, cancellationToken)) { sum = sum.With(row); }
        return sum;
    }

    /// <summary>Adds rows to a table in batches of bounded size.</summary>
    public static async Task AddAll(
        TenantId tenant, ITenantRows target, string table, IAsyncEnumerable<string> rows, CancellationToken cancellationToken,
        bool onlyMissing = false)
    {
        List<string> batch = [];
        var characters = 0;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            batch.Add(row);
            characters += row.Length;
            if (batch.Count < RowsAtOnce && characters < CharactersAtOnce) { continue; }
            await target.Add(tenant, table, batch, cancellationToken, onlyMissing);
            (characters, batch) = (0, []);
        }
        if (batch.Count > 0) { await target.Add(tenant, table, batch, cancellationToken, onlyMissing); }
    }

    private async Task<long> All(CancellationToken cancellationToken)
    {
        var rows = 0L;
        await using var there = await source.Read(tenant, RowScope.Data, cancellationToken);
        foreach (var table in there.Tables)
        {
            await AddAll(tenant, target, table, Counted(there.Rows(table, cancellationToken)), cancellationToken);
        }
        return rows;

        async IAsyncEnumerable<string> Counted(IAsyncEnumerable<string> lines)
        {
            await foreach (var line in lines)
            {
                rows++;
                yield return line;
            }
        }
    }

    private async Task<(long Changes, bool ToTheEnd)> Follow(bool compareAll, TimeSpan within, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var (last, count, toTheEnd) = (0L, 0L, true);
        await using var there = await source.Read(tenant, RowScope.Data, cancellationToken);
        while (toTheEnd && await there.Changes(last, ChangesAtOnce, cancellationToken) is { Count: > 0 } changes)
        {
            foreach (var some in changes.Distinct(ByRow.Comparer).Chunk(KeysAtOnce)) { await Follow(there, some, cancellationToken); }
            (last, count) = (changes[^1].Number, count + changes.Count);
            toTheEnd = changes.Count < ChangesAtOnce || within == Timeout.InfiniteTimeSpan || clock.GetElapsedTime(began) < within;
        }
        if (compareAll) { await CompareAll(there, cancellationToken); }
        await there.ForgetChanges(last, cancellationToken);
        return (count, toTheEnd);
    }

    private async Task Follow(ITenantSnapshot there, RowChange[] changes, CancellationToken cancellationToken)
    {
        List<ChangedRows> changed = [];
        foreach (var table in changes.GroupBy(change => change.Table))
        {
            string[] keys = [.. table.Select(change => change.Key)];
            changed.Add(new ChangedRows(table.Key, keys, await List(there.Rows(table.Key, keys, cancellationToken))));
        }
        await target.Replace(tenant, changed, cancellationToken);

        await using var arrived = await target.Read(tenant, RowScope.Data, cancellationToken);
        foreach (var change in changed)
        {
            var rows = await List(arrived.Rows(change.Table, change.Keys, cancellationToken));
            Require(change.Table, TableSum.Of(change.Rows), TableSum.Of(rows));
        }
    }

    private async Task CompareAll(ITenantSnapshot there, CancellationToken cancellationToken)
    {
        await using var arrived = await target.Read(tenant, RowScope.Data, cancellationToken);
        foreach (var table in there.Tables)
        {
            Require(table, await Sum(there, table, cancellationToken), await Sum(arrived, table, cancellationToken));
        }
    }

    private static void Require(string table, TableSum there, TableSum arrived)
    {
        if (there != arrived)
        {
            throw new StoreUnavailableException($"What arrived of {table} is not what was there; nothing was switched.");
        }
    }

    private static async Task<List<string>> List(IAsyncEnumerable<string> rows)
    {
        List<string> list = [];
        await foreach (var row in rows) { list.Add(row); }
        return list;
    }

    private sealed class ByRow : IEqualityComparer<RowChange>
    {
        public static ByRow Comparer { get; } = new();

        public bool Equals(RowChange one, RowChange other) => one.Table == other.Table && one.Key == other.Key;

        public int GetHashCode(RowChange change) => HashCode.Combine(change.Table, change.Key);
    }
}

/// <summary>The wait of turns in which the last changes are copied.</summary>
/// <param name="Number">One, or more where there was too much for one wait.</param>
/// <param name="Began">When, as a timestamp of the clock.</param>
/// <param name="Changes">What was copied meanwhile.</param>
internal readonly record struct LastWait(int Number, long Began, long Changes);
