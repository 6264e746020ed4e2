using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Audit;
using Platform.Storage;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>A store on a database of its own.</summary>
public sealed class PostgresStore : ISqlStoreUnderTest, IAsyncLifetime
{
    private ServiceProvider? _services;

    public string Database { get; private set; } = "";

    public ITurnStore Turns => Services.GetRequiredService<ITurnStore>();

    public IOutbox Outbox => Services.GetRequiredService<IOutbox>();

    public IDueWork DueWork => Services.GetRequiredService<IDueWork>();

    public IRecordReader Records => Services.GetRequiredService<IRecordReader>();

    public ITenantList Tenants => Services.GetRequiredService<ITenantList>();

    public IAuditLog Audit => Services.GetRequiredService<IAuditLog>();

    public IAuditReader AuditReader => Services.GetRequiredService<IAuditReader>();

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    private ServiceProvider Services => _services ?? throw new InvalidOperationException("The store was not initialized.");

    public async Task<IReadOnlyList<string>> Rows(string table)
    {
        var administrator = new NpgsqlConnectionStringBuilder(PostgresServer.AdministratorOf(Database)) { Pooling = false };
        await using var connection = new NpgsqlConnection(administrator.ToString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return await TableText.Read(connection, $"platform.{table}");
    }

    public string IdType => "uuid";

    public Task LetApplicationUse(string table) =>
        Tamper($"GRANT SELECT ON {table} TO platform_app; GRANT SELECT, DELETE ON {table} TO platform_mover");

    public string Literal(TenantId tenant) => $"'{tenant}'";

    public Task Tamper(string sql) =>
        PostgresServer.Execute(PostgresServer.AdministratorOf(Database), $"SET search_path = platform; SET session_replication_role = replica; {sql}");

    public async ValueTask InitializeAsync()
    {
        Database = await PostgresServer.CreateDatabase();
        _services = PostgresServer.Services(Database);
        await Services.GetRequiredService<IStorageSetup>().Prepare(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) { await _services.DisposeAsync(); }
        if (Database.Length > 0) { await PostgresServer.Drop(Database); }
    }
}
