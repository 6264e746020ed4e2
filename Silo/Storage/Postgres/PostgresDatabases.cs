using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Platform.DataRights;
using Platform.Ids;
using Platform.Secrets;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>Databases on PostgreSQL: a tenant's own has a role of its own, and the same schema, wall and boot guard as the installation's.</summary>
internal sealed class PostgresDatabases(
    PostgresPools mainPools, PostgresTurnStore mainTurns, PostgresOutbox mainOutbox, PostgresReads mainReads, PositionSource positions,
    IOptions<StorageOptions> options, Lazy<ISecretProtector> secrets, IIdSource ids, TimeProvider clock, ILoggerFactory loggers)
    : IDatabaseKind
{
    // A tenant alone needs few; many tenants' pools share one server.
    private const int PoolMax = 8;
    private const int IdleSeconds = 30;

    private const string PasswordPurpose = "placement/database";

    private readonly PostgresCreation _creation = new(options.Value, clock);

    /// <inheritdoc />
    public TenantDatabase Main { get; } = new(
        mainTurns, mainOutbox, mainTurns, mainTurns, new PostgresAuditReader(mainReads),
        new PostgresPersonalData(mainPools, mainReads), new PostgresExpiredRows(mainPools), new PostgresTenantRows(mainPools));

    /// <inheritdoc />
    public int SchemaSteps { get; } = Migration.Of("Postgres").Count;

    /// <inheritdoc />
    public async Task<DatabaseAddress> NewAddress(TenantId tenant, string? server, CancellationToken cancellationToken)
    {
        _creation.Require(server);
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var sealedPassword = await secrets.Value.Protect(tenant: null, PasswordPurpose, password, cancellationToken);
        return new DatabaseAddress(server, $"platform_{ids.NewId():N}", sealedPassword);
    }

    /// <inheritdoc />
    public async Task Prepare(TenantId tenant, DatabaseAddress address, CancellationToken cancellationToken) =>
        await _creation.Prepare(address, await AppConnection(address, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public async Task<DedicatedDatabase> Open(TenantId tenant, DatabaseAddress address, CancellationToken cancellationToken)
    {
        var pools = new PostgresPools(await AppConnection(address, cancellationToken));
        try
        {
            await using (var app = await pools.Reads.OpenConnectionAsync(cancellationToken))
            {
                await PostgresSchemaGuard.Check(app, PostgresRoles.Dedicated, cancellationToken);
            }
        }
        catch (Exception failure)
        {
            await pools.DisposeAsync();
            if (failure is NpgsqlException or TimeoutException) { throw PostgresFailures.Unreadable(failure); }
            throw;
        }
        return Dedicated(pools);
    }

    /// <inheritdoc />
    public Task Drop(TenantId tenant, DatabaseAddress address, CancellationToken cancellationToken) =>
        _creation.Drop(address, cancellationToken);

    private DedicatedDatabase Dedicated(PostgresPools pools)
    {
        var writer = new PostgresWriter(pools, committersCount: 1, clock, loggers.CreateLogger<PostgresWriter>());
        writer.Start();
        var reads = new PostgresReads(pools);
        var turns = new PostgresTurnStore(reads, writer, positions);
        var parts = new TenantDatabase(
            turns, new PostgresOutbox(reads, writer), turns, turns, new PostgresAuditReader(reads),
            new PostgresPersonalData(pools, reads), new PostgresExpiredRows(pools), new PostgresTenantRows(pools));
        return new DedicatedDatabase(parts, async () =>
        {
            await writer.DisposeAsync();
            await pools.DisposeAsync();
        });
    }

    private async Task<string> AppConnection(DatabaseAddress address, CancellationToken cancellationToken)
    {
        var password = await secrets.Value.Unprotect(tenant: null, PasswordPurpose, address.Password!, cancellationToken);
        return new NpgsqlConnectionStringBuilder(_creation.Server(address.Server))
        {
            Database = address.Name, Username = address.Name, Password = password, MaxPoolSize = PoolMax,
            ConnectionIdleLifetime = IdleSeconds, ConnectionPruningInterval = IdleSeconds / 2,
        }.ToString();
    }
}
