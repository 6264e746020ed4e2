using System.Diagnostics;

namespace Platform.Tests.Faults;

/// <summary>A PostgreSQL server of its own that a test may stop and start.</summary>
internal sealed class PrivatePostgres : IAsyncDisposable
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "postgres.sh");

    private readonly string _state = Path.Combine(Path.GetTempPath(), $"platform-e2e-postgres-{Guid.NewGuid():N}");

    private PrivatePostgres()
    {
    }

    /// <summary>The administrator's connection.</summary>
    internal string Administrator { get; private set; } = "";

    internal static async Task<PrivatePostgres> Start()
    {
        var server = new PrivatePostgres();
        server.Administrator = (await server.Run("start")).Trim();
        return server;
    }

    /// <summary>Stops it at once, with everything that is under way.</summary>
    internal Task Down() => Run("down");

    internal Task Up() => Run("up");

    public async ValueTask DisposeAsync() => await Run("stop");

    private async Task<string> Run(string command)
    {
        var start = new ProcessStartInfo("bash", [Script, command]) { RedirectStandardOutput = true };
        start.Environment["PLATFORM_POSTGRES_STATE"] = _state;
        using var process = Process.Start(start)!;
        var printed = command == "start" ? await process.StandardOutput.ReadLineAsync(CancellationToken.None) : "";
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.True(process.ExitCode == 0, $"tests/postgres.sh {command} ended with {process.ExitCode}.");
        return printed ?? "";
    }
}
