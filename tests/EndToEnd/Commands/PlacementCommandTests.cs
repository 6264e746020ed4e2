using System.Collections.Concurrent;
using Platform.Tests.Harness;

namespace Platform.Tests.Commands;

/// <summary>What an operator types to give a company a database of its own and to take it back.</summary>
public abstract class PlacementCommandTests(Func<TestDatabase> databases) : IAsyncLifetime
{
    private readonly PlacementPlatform _platform = new(databases());
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-e2e-");

    public ValueTask InitializeAsync() => _platform.InitializeAsync();

    [Fact]
    public async Task A_company_is_taken_in_with_a_database_of_its_own_and_moved_back_and_there()
    {
        string[] onboard =
        [
            "tenant", "onboard", "--name", "Clínica Apart", "--slug", "apart", "--sector", "clinics", "--admin", "dona@apart.example",
            "--tier", "dedicated",
        ];
        var (exit, printed) = await Type(onboard);
        Assert.True(exit == 0, printed);
        await Moves("shared");
        await Moves("dedicated");

        (exit, printed) = await Type(["tenant", "move", "apart", "--to", "dedicated", "--server", "nowhere"]);
        Assert.Equal((1, true), (exit, printed.Contains("server", StringComparison.Ordinal)));
        (exit, printed) = await Type(["tenant", "move", "apart", "--to", "elsewhere"]);
        Assert.Equal((1, true), (exit, printed.Contains("400", StringComparison.Ordinal)));
    }

    public async ValueTask DisposeAsync()
    {
        await _platform.DisposeAsync();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private async Task Moves(string tier)
    {
        var (exit, printed) = await Type(["tenant", "move", "apart", "--to", tier]);
        Assert.True(exit == 0 && printed.Contains(tier, StringComparison.Ordinal), $"{printed} {_platform.Process.Tail()}");
        (exit, printed) = await Type(["tenant", "confirm-move", "apart"]);
        Assert.True(exit == 0, printed);
    }

    private async Task<(int Exit, string Printed)> Type(string[] arguments)
    {
        ConcurrentQueue<string> printed = [];
        var environment = new Dictionary<string, string>
        {
            ["PLATFORM_Operator__Email"] = "operator@platform.example", ["PLATFORM_Operator__Password"] = RunningPlatform.Password,
        };
        using var terminal = ChildProcess.Start(
            "Silo", [.. arguments, "--front", _platform.Process.Address.ToString()], environment, _folder.FullName, printed.Enqueue);
        terminal.Input.Close();
        return (await terminal.Exit(TestContext.Current.CancellationToken), string.Join('\n', printed));
    }

    private sealed class PlacementPlatform(TestDatabase database) : RunningPlatform(database);
}

public sealed class SqlitePlacementCommandTests() : PlacementCommandTests(() => new SqliteDatabase());

public sealed class PostgresPlacementCommandTests() : PlacementCommandTests(() => new PostgresDatabase());
