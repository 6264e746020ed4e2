using System.Security.Cryptography;
using System.Text;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>Copies a tenant's data, table by table, and compares what arrived with what was there.</summary>
internal static class TenantCopy
{
    // Bounds what is held in memory and how long one transaction of the target takes.
    private const int RowsAtOnce = 500;
    private const int CharactersAtOnce = 1_048_576;

    /// <summary>Copies all of it; the target has none.</summary>
    /// <exception cref="StoreUnavailableException">What arrived is not what was there.</exception>
    public static async Task<TableSum> Run(TenantId tenant, ITenantRows source, ITenantRows target, CancellationToken cancellationToken)
    {
        var total = default(TableSum);
        await using var there = await source.Read(tenant, RowScope.Data, cancellationToken);
        List<(string Table, TableSum Sum)> sums = [];
        foreach (var table in there.Tables)
        {
            var sum = await CopyTable(tenant, there, target, table, cancellationToken);
            sums.Add((table, sum));
            total = new TableSum(total.Rows + sum.Rows, total.Hash + sum.Hash);
        }
        await using var arrived = await target.Read(tenant, RowScope.Data, cancellationToken);
        foreach (var (table, sum) in sums)
        {
            if (await Sum(arrived, table, cancellationToken) != sum)
            {
                throw new StoreUnavailableException($"What arrived of {table} is not what was there; nothing was switched.");
            }
        }
        return total;
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
        TenantId tenant, ITenantRows target, string table, IAsyncEnumerable<string> rows, CancellationToken cancellationToken)
    {
        List<string> batch = [];
        var characters = 0;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            batch.Add(row);
            characters += row.Length;
            if (batch.Count < RowsAtOnce && characters < CharactersAtOnce) { continue; }
            await target.Add(tenant, table, batch, cancellationToken);
            (characters, batch) = (0, []);
        }
        if (batch.Count > 0) { await target.Add(tenant, table, batch, cancellationToken); }
    }

    private static async Task<TableSum> CopyTable(
        TenantId tenant, ITenantSnapshot there, ITenantRows target, string table, CancellationToken cancellationToken)
    {
        var sum = default(TableSum);
        await AddAll(tenant, target, table, Summed(), cancellationToken);
        return sum;

        async IAsyncEnumerable<string> Summed()
        {
            await foreach (var row in there.Rows(table, cancellationToken))
            {
                sum = sum.With(row);
                yield return row;
            }
        }
    }
}

/// <summary>How many rows there are, and a checksum of them that does not depend on their order.</summary>
internal readonly record struct TableSum(long Rows, UInt128 Hash)
{
    /// <summary>With one row more.</summary>
    public TableSum With(string row)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(row));
        return new(Rows + 1, unchecked(Hash + System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash)));
    }
}
