using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Platform.Storage;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>A store whose tenants each have a database of their own, reached through the same ports.</summary>
public abstract class DedicatedStore : IStoreUnderTest, IAsyncLifetime
{
    private ServiceProvider? _services;

    public ITurnStore Turns => Services.GetRequiredService<ITurnStore>();

    public IOutbox Outbox => Services.GetRequiredService<IOutbox>();

    public IDueWork DueWork => Services.GetRequiredService<IDueWork>();

    public IRecordReader Records => Services.GetRequiredService<IRecordReader>();

    public IPlacements Placements => Services.GetRequiredService<IPlacements>();

    public IServiceProvider Services => _services ?? throw new InvalidOperationException("The store was not initialized.");

    public async Task Place(TenantId tenant)
    {
        await Placements.CreateDedicated(tenant, server: null, Given.Stop);
        // As the clocks do: the databases of tests that have ended give their connections back.
        await Services.GetRequiredService<OpenDatabases>().CloseIdle(Given.Stop);
    }

    public async ValueTask InitializeAsync()
    {
        _services = await Make();
        await Services.GetRequiredService<IStorageSetup>().Prepare(Given.Stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await DropAll();
            await _services.DisposeAsync();
        }
        await Remove();
        GC.SuppressFinalize(this);
    }

    /// <summary>Changes a tenant's database as its administrator.</summary>
    internal abstract Task Execute(DatabaseAddress address, string sql);

    protected abstract Task<ServiceProvider> Make();

    protected abstract Task Remove();

    private async Task DropAll()
    {
        var table = Services.GetRequiredService<PlacementTable>();
        while (await table.Dedicated(Guid.Empty, 100, CancellationToken.None) is { Length: > 0 } tenants)
        {
            foreach (var tenant in tenants) { await Placements.Drop(tenant, CancellationToken.None); }
        }
    }
}

public class DedicatedSqliteStore : DedicatedStore
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dedicated");

    internal override async Task Execute(DatabaseAddress address, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_directory.FullName}/tenants/{address.Name};Pooling=False");
        await connection.OpenAsync(Given.Stop);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Given.Stop);
    }

    protected override Task<ServiceProvider> Make() => Task.FromResult(
        StoreServices.Of(new() { ["Storage:Provider"] = "Sqlite", ["Storage:DataDirectory"] = _directory.FullName, ["Storage:CloseDedicatedAfter"] = "00:00:02" }));

    protected override Task Remove()
    {
        _directory.Delete(recursive: true);
        return Task.CompletedTask;
    }
}

public class DedicatedPostgresStore : DedicatedStore
{
    public string Database { get; private set; } = "";

    internal override Task Execute(DatabaseAddress address, string sql) =>
        PostgresServer.Execute(PostgresServer.AdministratorOf(address.Name), sql);

    protected override async Task<ServiceProvider> Make()
    {
        Database = await PostgresServer.CreateDatabase();
        return PostgresServer.Services(Database, new() { ["Storage:CloseDedicatedAfter"] = "00:00:02" });
    }

    protected override Task Remove() => Database.Length > 0 ? PostgresServer.Drop(Database) : Task.CompletedTask;
}

public sealed class DedicatedSqliteConformanceTests(DedicatedSqliteStore store)
    : TurnStoreConformance(store), IClassFixture<DedicatedSqliteStore>;

public sealed class DedicatedPostgresConformanceTests(DedicatedPostgresStore store)
    : TurnStoreConformance(store), IClassFixture<DedicatedPostgresStore>;
