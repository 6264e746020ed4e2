using System.Data.Common;
using Npgsql;

namespace Platform.Tests.Harness;

/// <summary>A database on the server of <c>PLATFORM_TEST_POSTGRES</c>, or on another one.</summary>
public sealed class PostgresDatabase : TestDatabase
{
    private const string Variable = "PLATFORM_TEST_POSTGRES";
    private const string AppPassword = "only-for-tests ' \" %";

    private static int _databases;

    private readonly string _administrator;
    private readonly string _name = $"e2e_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("platform-e2e-");

    public PostgresDatabase()
        : this(Environment.GetEnvironmentVariable(Variable) ?? "")
    {
    }

    internal PostgresDatabase(string administrator) => _administrator = administrator.Length > 0
        ? administrator
        : throw new InvalidOperationException(
            $"{Variable} is not set. Run tests/run, or start a server with tests/postgres.sh start and set {Variable} to what it prints.");

    internal override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Storage:Provider"] = "Postgres",
        ["Storage:ConnectionString"] =
            new NpgsqlConnectionStringBuilder(_administrator)
            {
                Database = _name, Username = "platform_app", Password = AppPassword,
            }.ToString(),
        ["Storage:MigrationConnectionString"] =
            new NpgsqlConnectionStringBuilder(_administrator) { Database = _name, Pooling = false }.ToString(),
        ["Storage:DataDirectory"] = _directory.FullName,
    };

    internal override string TablesSql => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'platform'";

    internal override string TenantTablesSql =>
        "SELECT table_name::text FROM information_schema.columns WHERE table_schema = 'platform' AND column_name = 'tenant_id' ORDER BY 1";

    internal override string Literal(string tenant) => $"'{tenant}'";

    public override Task Create() => ByAdministrator($"CREATE DATABASE {_name}");

    public override async ValueTask DisposeAsync()
    {
        await ByAdministrator($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
        _directory.Delete(recursive: true);
    }

    internal override string Milliseconds(string column) => $"trunc(extract(epoch FROM {column}) * 1000)";

    internal override string OnlyTenant(string tenant) => $"jsonb_set(state::jsonb, '{{Tenants}}', jsonb_build_array('{tenant}'))::json";

    protected override Task<DbConnection> Open() => Open(
        new NpgsqlConnectionStringBuilder(_administrator) { Database = _name, SearchPath = "platform", Pooling = false });

    private async Task ByAdministrator(string sql)
    {
        await using var connection = await Open(new NpgsqlConnectionStringBuilder(_administrator) { Pooling = false });
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name is made in this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private static async Task<DbConnection> Open(NpgsqlConnectionStringBuilder settings)
    {
        var connection = new NpgsqlConnection(settings.ToString());
        await connection.OpenAsync(CancellationToken.None);
        return connection;
    }
}
