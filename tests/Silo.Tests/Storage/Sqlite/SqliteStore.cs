using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Platform.Audit;
using Platform.Storage;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>A store on a file of its own.</summary>
public sealed class SqliteStore : ISqlStoreUnderTest, IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("store");
    private readonly ServiceProvider _services;

    public SqliteStore()
        : this([])
    {
    }

    internal SqliteStore(Dictionary<string, string?> settings) =>
        _services = StoreServices.Of(
            new(settings) { ["Storage:Provider"] = "Sqlite", ["Storage:DataDirectory"] = _directory.FullName });

    public ITurnStore Turns => _services.GetRequiredService<ITurnStore>();

    public IOutbox Outbox => _services.GetRequiredService<IOutbox>();

    public IDueWork DueWork => _services.GetRequiredService<IDueWork>();

    public IRecordReader Records => _services.GetRequiredService<IRecordReader>();

    public ITenantList Tenants => _services.GetRequiredService<ITenantList>();

    public IAuditLog Audit => _services.GetRequiredService<IAuditLog>();

    public IAuditReader AuditReader => _services.GetRequiredService<IAuditReader>();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public string File => Path.Combine(_directory.FullName, "platform.db");

    public async Task<IReadOnlyList<string>> Rows(string table)
    {
        await using var connection = new SqliteConnection($"Data Source={File};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return await TableText.Read(connection, table);
    }

    public string IdType => "BLOB";

    public Task LetApplicationUse(string table) => Task.CompletedTask;

    public string Literal(TenantId tenant) => $"x'{tenant.Value:N}'";

    // Whoever owns the file can drop its triggers.
    public async Task Tamper(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var triggers = connection.CreateCommand();
        triggers.CommandText = "SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_schema WHERE type = 'trigger'";
        var drop = await triggers.ExecuteScalarAsync(TestContext.Current.CancellationToken) as string;
        await using var command = connection.CreateCommand();
        command.CommandText = $"{drop};{sql}";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask InitializeAsync() =>
        await _services.GetRequiredService<IStorageSetup>().Prepare(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
