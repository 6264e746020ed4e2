using Microsoft.Extensions.Options;
using Npgsql;

namespace Platform.Storage;

/// <summary>Creates and migrates the schema where an administrator's connection is given, checks it, then starts the committers.</summary>
internal sealed class PostgresSetup(
    PostgresPools pools, PostgresWriter writer, IOptions<StorageOptions> options, TimeProvider clock)
    : IStorageSetup, IDisposable
{
    private readonly SemaphoreSlim _once = new(1, 1);
    private bool _prepared;

    /// <inheritdoc />
    public async Task Prepare(CancellationToken cancellationToken)
    {
        await _once.WaitAsync(cancellationToken);
        try
        {
            if (_prepared) { return; }
            await MigrateAndCheck(cancellationToken);
            writer.Start();
            _prepared = true;
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            throw new StorageSetupException($"The PostgreSQL database cannot be prepared: {failure.Message}{Advice(failure)}", failure);
        }
        finally
        {
            _once.Release();
        }
    }

    public void Dispose() => _once.Dispose();

    private static string Advice(Exception failure) => failure is PostgresException { SqlState: PostgresErrorCodes.InvalidPassword }
        ? ". A role that was there before keeps its password: correct Storage:ConnectionString, or set it by ALTER ROLE."
        : "";

    private async Task MigrateAndCheck(CancellationToken cancellationToken)
    {
        if (options.Value.MigrationConnectionString is { Length: > 0 } migration)
        {
            await using var administrator = NpgsqlDataSource.Create(migration);
            await using var connection = await administrator.OpenConnectionAsync(cancellationToken);
            var login = options.Value.ConnectionString!;
            await PostgresMigrator.Migrate(connection, login, PostgresRoles.App, clock.GetUtcNow(), cancellationToken);
            await PostgresRoles.LetOnlyLoginConnect(connection, login, cancellationToken);
        }
        await using var app = await pools.Reads.OpenConnectionAsync(cancellationToken);
        await PostgresSchemaGuard.Check(app, PostgresRoles.App, cancellationToken);
    }
}
