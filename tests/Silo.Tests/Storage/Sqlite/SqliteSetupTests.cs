using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Platform.Storage;

namespace Platform.Tests.Storage;

/// <summary>The file, its mode and its schema.</summary>
public sealed class SqliteSetupTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("setup");

    private string File => Path.Combine(_directory.FullName, "data", "platform.db");

    [Fact]
    public async Task The_file_is_its_owners_alone_and_is_written_durably()
    {
        await Prepare();
        // Windows has no such modes.
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }
        Assert.Equal("wal", Scalar("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task Starting_again_changes_nothing()
    {
        await Prepare();
        var steps = Scalar("SELECT group_concat(name || checksum || applied_at) FROM schema_migrations");
        await Prepare();
        Assert.Equal(steps, Scalar("SELECT group_concat(name || checksum || applied_at) FROM schema_migrations"));
    }

    [Theory]
    [InlineData("UPDATE schema_migrations SET checksum = 'x'", "made by another 0001_turn_store.sql")]
    [InlineData("INSERT INTO schema_migrations VALUES (99, '0099_future.sql', 'x', 0)", "Run a newer program")]
    public async Task A_file_that_other_steps_made_is_refused(string change, string reason)
    {
        await Prepare();
        Scalar(change);
        var refusal = await Assert.ThrowsAsync<StorageSetupException>(Prepare);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_a_database_is_refused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await System.IO.File.WriteAllTextAsync(File, new string('x', 10_000), TestContext.Current.CancellationToken);
        var refusal = await Assert.ThrowsAsync<StorageSetupException>(Prepare);
        Assert.Contains("Storage:DataDirectory", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private async Task Prepare()
    {
        await using var services = StoreServices.Of(new()
        {
            ["Storage:Provider"] = "Sqlite",
            ["Storage:DataDirectory"] = Path.GetDirectoryName(File),
        });
        await services.GetRequiredService<IStorageSetup>().Prepare(TestContext.Current.CancellationToken);
    }

    private object? Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
