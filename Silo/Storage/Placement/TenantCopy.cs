using System.Security.Cryptography;
using System.Text;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>
/// Copies a tenant's data while it is in use: all of it first, then, again and again, what changed meanwhile; and compares what arrived with
/// what was there. The source notes its changes from before the copy begins, the target serves nobody.
/// </summary>
internal sealed class TenantCopy(TenantId tenant, ITenantRows source, ITenantRows target)
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

    /// <summary>Copies everything, compares it as a whole, and follows the changes until few are left. Returns the number of rows.</summary>
    /// <exception cref="StoreUnavailableException">What arrived is not what was there.</exception>
    public async Task<long> WhileInUse(CancellationToken cancellationToken)
    {
        var rows = await All(cancellationToken);
        var changed = await Follow(compareAll: true, cancellationToken);
        var before = long.MaxValue;
        for (var round = 1; round < RoundsMax && changed > FewChanges && changed < before; round++)
        {
            (before, changed) = (changed, await Follow(compareAll: false, cancellationToken));
        }
        return rows;
    }

    /// <summary>Copies what changed since the last time, and compares it. Returns the number of changes.</summary>
    /// <inheritdoc cref="WhileInUse" path="/exception" />
    public Task<long> Rest(CancellationToken cancellationToken) => Follow(compareAll: false, cancellationToken);

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

    private async Task<long> Follow(bool compareAll, CancellationToken cancellationToken)
    {
        var (last, count) = (0L, 0L);
        await using var there = await source.Read(tenant, RowScope.Data, cancellationToken);
        while (await there.Changes(last, ChangesAtOnce, cancellationToken) is { Count: > 0 } changes)
        {
            foreach (var some in changes.Distinct(ByRow.Comparer).Chunk(KeysAtOnce)) { await Follow(there, some, cancellationToken); }
            (last, count) = (changes[^1].Number, count + changes.Count);
        }
        if (compareAll) { await CompareAll(there, cancellationToken); }
        await there.ForgetChanges(cancellationToken);
        return count;
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

/// <summary>How many rows there are, and a checksum of them that does not depend on their order.</summary>
internal readonly record struct TableSum(long Rows, UInt128 Hash)
{
    /// <summary>Of these rows.</summary>
    public static TableSum Of(IEnumerable<string> rows) => rows.Aggregate(default(TableSum), (sum, row) => sum.With(row));

    /// <summary>With one row more.</summary>
    public TableSum With(string row)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(row));
        return new(Rows + 1, unchecked(Hash + System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash)));
    }
}
