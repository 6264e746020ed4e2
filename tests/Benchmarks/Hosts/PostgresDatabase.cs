using Npgsql;
using Platform.Benchmarks.Reference;

namespace Platform.Benchmarks.Hosts;

/// <summary>A database of its own on the server that the script started.</summary>
internal sealed class PostgresDatabase(string administrator, string name) : IDatabase
{
    private const string AppPassword = "only-for-benchmarks";

    private readonly string _database = $"bench_{Environment.ProcessId}_{name}";

    public string Name => "PostgreSQL";

    public string True => "true";

    public string NewId => "gen_random_uuid()";

    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Storage:Provider"] = "Postgres",
        ["Storage:DataDirectory"] = Path.Combine(AppContext.BaseDirectory, $"data-{_database}"),
        ["Storage:ConnectionString"] = App,
        ["Storage:MigrationConnectionString"] = Own,
    };

    private string Own => new NpgsqlConnectionStringBuilder(administrator) { Database = _database, Pooling = false }.ToString();

    private string App =>
        new NpgsqlConnectionStringBuilder(Own) { Pooling = true, Username = "platform_app", Password = AppPassword }.ToString();

    public Task Create() => On(administrator, $"CREATE DATABASE {_database}");

    public async Task<IReferenceWriter> OpenReference() => await PostgresReference.Open(Own);

    public Task Execute(string sql) => On(Own, sql);

    public async Task<object?> Query(string sql)
    {
        await using var connection = new NpgsqlConnection(Own);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public string Numbers(int count) => $"generate_series(0, {count - 1}) AS number(i)";

    public string Literal(Guid id) => $"'{id}'::uuid";

    public string Time(string micros) => $"to_timestamp(({micros}) / 1000000.0)";

    public string State(string json) => $"'{json.Replace("'", "''", StringComparison.Ordinal)}'::json";

    public async ValueTask DisposeAsync()
    {
        await On(administrator, $"DROP DATABASE {_database} WITH (FORCE)");
        if (Directory.Exists(Settings["Storage:DataDirectory"])) { Directory.Delete(Settings["Storage:DataDirectory"]!, recursive: true); }
    }

    private static async Task On(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }
}
