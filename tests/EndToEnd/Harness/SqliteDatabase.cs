using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Platform.Tests.Harness;

/// <summary>A file in a folder of its own.</summary>
public sealed class SqliteDatabase : TestDatabase
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("platform-e2e-");

    internal override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Storage:Provider"] = "Sqlite",
        ["Storage:DataDirectory"] = _directory.FullName,
    };

    internal override string TablesSql => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";

    internal override string TenantTablesSql =>
        "SELECT name FROM sqlite_master WHERE type = 'table' AND 'tenant_id' IN (SELECT name FROM pragma_table_info(sqlite_master.name)) ORDER BY 1";

    internal override string Literal(string tenant) => $"X'{Convert.ToHexString(Guid.Parse(tenant).ToByteArray(bigEndian: true))}'";

    public override Task Create() => Task.CompletedTask;

    public override ValueTask DisposeAsync()
    {
        _directory.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    internal override string Milliseconds(string column) => $"{column} / 1000";

    internal override string OnlyTenant(string tenant) =>
        $"CAST(json_set(CAST(state AS TEXT), '$.Tenants', json_array('{tenant}')) AS BLOB)";

    protected override async Task<DbConnection> Open()
    {
        var file = Path.Combine(_directory.FullName, "platform.db");
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
