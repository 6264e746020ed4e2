using Microsoft.Data.Sqlite;
using Platform.Benchmarks.Reference;

namespace Platform.Benchmarks.Hosts;

/// <summary>The embedded database, in a folder of its own on the disk that the program is on.</summary>
internal sealed class SqliteFile(string name) : IDatabase
{
    private readonly string _directory = Path.Combine(AppContext.BaseDirectory, $"data-{Environment.ProcessId}-{name}");

    public string Name => "SQLite";

    public string True => "1";

    public string NewId => "randomblob(16)";

    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Storage:Provider"] = "Sqlite",
        ["Storage:DataDirectory"] = _directory,
    };

    private string File => Path.Combine(_directory, "platform.db");

    public Task Create()
    {
        Directory.CreateDirectory(_directory);
        return Task.CompletedTask;
    }

    public Task<IReferenceWriter> OpenReference() =>
        Task.FromResult<IReferenceWriter>(new SqliteReference(File, Path.Combine(_directory, "reference.db")));

    public async Task Execute(string sql)
    {
        await using var connection = Open();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    public async Task<object?> Query(string sql)
    {
        await using var connection = Open();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    public string Numbers(int count) =>
        $"(WITH RECURSIVE number(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM number WHERE i + 1 < {count}) SELECT i FROM number)";

    public string Literal(Guid id) => $"x'{Convert.ToHexString(id.ToByteArray(bigEndian: true))}'";

    public string Time(string micros) => $"({micros})";

    public string State(string json) => $"CAST('{json.Replace("'", "''", StringComparison.Ordinal)}' AS BLOB)";

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }
}
