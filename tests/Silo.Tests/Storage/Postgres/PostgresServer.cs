using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Storage;

namespace Platform.Tests.Storage;

/// <summary>The server that the tests run on, with one migrated database that each test class gets a copy of.</summary>
internal static class PostgresServer
{
    public const string Variable = "PLATFORM_TEST_POSTGRES";
    public const string AppPassword = "only-for-tests ' \" %";

    private static readonly Lazy<Task<string>> Template = new(CreateTemplate);

    private static int _databases;

    /// <summary>The administrator's connection; a failure, not a skip, when there is none.</summary>
    public static string Administrator =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text
            ? text
            : throw new InvalidOperationException(
                $"{Variable} is not set. Run tests/run, or start a server with tests/postgres.sh start and set it to what that prints.");

    public static string AdministratorOf(string database) =>
        new NpgsqlConnectionStringBuilder(Administrator) { Database = database }.ToString();

    public static string AppOf(string database, string user = "platform_app") =>
        new NpgsqlConnectionStringBuilder(Administrator) { Database = database, Username = user, Password = AppPassword }.ToString();

    /// <summary>A new database with the current schema.</summary>
    public static async Task<string> CreateDatabase()
    {
        var template = await Template.Value;
        var name = NewName();
        await Execute(Administrator, $"CREATE DATABASE {name} TEMPLATE {template}");
        return name;
    }

    /// <summary>A new database with nothing in it.</summary>
    public static async Task<string> CreateEmptyDatabase()
    {
        var name = NewName();
        await Execute(Administrator, $"CREATE DATABASE {name}");
        return name;
    }

    public static Task Drop(string database) => Execute(Administrator, $"DROP DATABASE IF EXISTS {database} WITH (FORCE)");

    public static async Task Execute(string connectionString, string sql)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var source = NpgsqlDataSource.Create(unpooled.ToString());
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static string NewName() => $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";

    private static async Task<string> CreateTemplate()
    {
        var name = await CreateEmptyDatabase();
        await using var services = Services(name);
        await services.GetRequiredService<IStorageSetup>().Prepare(CancellationToken.None);
        return name;
    }

    public static ServiceProvider Services(string database, Dictionary<string, string?>? more = null) => StoreServices.Of(new(more ?? [])
    {
        ["Storage:Provider"] = "Postgres",
        ["Storage:ConnectionString"] = new NpgsqlConnectionStringBuilder(AppOf(database)) { Pooling = true }.ToString(),
        ["Storage:MigrationConnectionString"] = new NpgsqlConnectionStringBuilder(AdministratorOf(database)) { Pooling = false }.ToString(),
    });
}
