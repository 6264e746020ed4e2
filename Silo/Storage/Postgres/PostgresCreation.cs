using Npgsql;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>Creates, migrates and removes tenants' databases, connected as their server's administrator.</summary>
internal sealed class PostgresCreation(StorageOptions options, TimeProvider clock)
{
    private const string ExistsSql = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)";

    /// <summary>How the server is reached; of the connection string only the database, role and password are not the tenant's.</summary>
    public string Server(string? name) => name is null ? options.ConnectionString! : Administrator(name);

    /// <summary>Refuses a server that this process cannot create databases on.</summary>
    public void Require(string? server) => _ = Administrator(server);

    /// <summary>Creates the database where missing, with its role, and brings it to the current schema.</summary>
    public async Task Prepare(DatabaseAddress address, string app, CancellationToken cancellationToken)
    {
        try
        {
            await using (var server = await Open(Administrator(address.Server), cancellationToken))
            {
                if (!await Exists(server, address.Name, cancellationToken))
                {
                    await Execute(server, $"CREATE DATABASE \"{address.Name}\"", cancellationToken);
                }
            }
            await using var database = await Open(InDatabase(address), cancellationToken);
            await PostgresMigrator.Migrate(database, app, PostgresRoles.Dedicated, clock.GetUtcNow(), cancellationToken);
            // Another tenant's role has no business here, not even to be shown no rows.
            await Execute(
                database,
                $"REVOKE CONNECT, TEMPORARY ON DATABASE \"{address.Name}\" FROM PUBLIC; "
                    + $"GRANT CONNECT ON DATABASE \"{address.Name}\" TO \"{address.Name}\"",
                cancellationToken);
        }
        catch (PostgresException refusal) when (refusal.IsRefusal())
        {
            throw new PlacementException($"The server refused to create the tenant's database ({refusal.SqlState}).", refusal);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            throw PostgresFailures.Unreadable(failure);
        }
    }

    /// <summary>Removes the database and its role, where they are.</summary>
    public async Task Drop(DatabaseAddress address, CancellationToken cancellationToken)
    {
        try
        {
            await using var server = await Open(Administrator(address.Server), cancellationToken);
            await Execute(server, $"DROP DATABASE IF EXISTS \"{address.Name}\" WITH (FORCE)", cancellationToken);
            await Execute(server, $"DROP ROLE IF EXISTS \"{address.Name}\"", cancellationToken);
        }
        catch (PostgresException refusal) when (refusal.IsRefusal())
        {
            throw new PlacementException($"The server refused to remove the tenant's database ({refusal.SqlState}).", refusal);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            throw PostgresFailures.Unreadable(failure);
        }
    }

    private string InDatabase(DatabaseAddress address) =>
        new NpgsqlConnectionStringBuilder(Administrator(address.Server)) { Database = address.Name }.ToString();

    private string Administrator(string? server)
    {
        if (server is null)
        {
            return options.MigrationConnectionString is { Length: > 0 } own
                ? own
                : throw new PlacementException("Set Storage:MigrationConnectionString, so that databases of tenants can be created.");
        }
        return options.Servers.TryGetValue(server, out var other)
            ? other
            : throw new PlacementException($"No server of that name is configured; set Storage:Servers:{server}.");
    }

    private static async Task<NpgsqlConnection> Open(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<bool> Exists(NpgsqlConnection server, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ExistsSql, server);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        // The name is made of letters and digits by PostgresDatabases, and cannot be a parameter of these statements.
#pragma warning disable CA2100
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
