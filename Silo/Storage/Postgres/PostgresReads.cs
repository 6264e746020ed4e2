using System.Collections.Immutable;
using Npgsql;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>Runs reads in one round trip each.</summary>
internal sealed class PostgresReads(PostgresPools pools)
{
    /// <summary>Reads the rows of a statement that acts for the tenant.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached or is too slow.</exception>
    public Task<ImmutableArray<TRow>> Read<TRow>(
        TenantId tenant, Func<NpgsqlBatchCommand> statement, Func<NpgsqlDataReader, TRow> row, CancellationToken cancellationToken) =>
        Read([PostgresStatement.ActFor(tenant.Value), statement()], row, cancellationToken);

    /// <summary>Reads the rows of a statement that acts for no tenant.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached or is too slow.</exception>
    public Task<ImmutableArray<TRow>> ReadForNobody<TRow>(
        Func<NpgsqlBatchCommand> statement, Func<NpgsqlDataReader, TRow> row, CancellationToken cancellationToken) =>
        Read([statement()], row, cancellationToken);

    private async Task<ImmutableArray<TRow>> Read<TRow>(
        NpgsqlBatchCommand[] statements, Func<NpgsqlDataReader, TRow> row, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await pools.Reads.OpenConnectionAsync(cancellationToken);
            await using var batch = new NpgsqlBatch(connection);
            foreach (var statement in statements) { batch.BatchCommands.Add(statement); }
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            for (var skipped = 1; skipped < statements.Length; skipped++) { await reader.NextResultAsync(cancellationToken); }
            var rows = ImmutableArray.CreateBuilder<TRow>();
            while (await reader.ReadAsync(cancellationToken)) { rows.Add(row(reader)); }
            return rows.DrainToImmutable();
        }
        catch (PostgresException refusal) when (refusal.IsRefusal())
        {
            throw;
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            throw PostgresFailures.Unreadable(failure);
        }
    }
}
