using System.Data.Common;

namespace Platform.Tests.Harness;

/// <summary>A database of its own for one platform, read here beside the platform as an operator would.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>Creates it, with nothing in it.</summary>
    public abstract Task Create();

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();

    /// <summary>How the platform reaches it.</summary>
    internal abstract IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>SQL for a duration's column in milliseconds.</summary>
    internal abstract string Milliseconds(string column);

    /// <summary>SQL for the state of an exchange that serves this tenant alone.</summary>
    internal abstract string OnlyTenant(string tenant);

    /// <summary>SQL for the names of all tables.</summary>
    internal abstract string TablesSql { get; }

    /// <summary>SQL for the names of the tables that have rows of tenants.</summary>
    internal abstract string TenantTablesSql { get; }

    /// <summary>A tenant's id as the database writes it.</summary>
    internal abstract string Literal(string tenant);

    /// <summary>Opens a connection that sees every tenant's rows.</summary>
    protected abstract Task<DbConnection> Open();

    /// <summary>The rows of a query.</summary>
    internal async Task<IReadOnlyList<T>> Query<T>(string sql, Func<DbDataReader, T> read)
    {
        await using var connection = await Open();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is written in these tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<T> found = [];
        while (await rows.ReadAsync(TestContext.Current.CancellationToken)) { found.Add(read(rows)); }
        return found;
    }

    internal async Task<long> Count(string sql) => (await Query(sql, row => Convert.ToInt64(row.GetValue(0), null)))[0];

    internal async Task Execute(string sql) => await Query(sql, _ => 0);
}
