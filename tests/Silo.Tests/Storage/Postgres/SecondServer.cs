using System.Diagnostics;

namespace Platform.Tests.Storage;

/// <summary>A PostgreSQL server beside the one of all tests, which a test stops and starts.</summary>
public sealed class SecondServer : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("second-server");

    /// <summary>The administrator's connection.</summary>
    internal string Administrator { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await Script("start");
        Administrator = (await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "connection-string"), Given.Stop)).Trim();
    }

    public async ValueTask DisposeAsync()
    {
        await Script("stop");
        _folder.Delete(recursive: true);
    }

    internal Task Down() => Script("down");

    internal Task Up() => Script("up");

    private async Task Script(string command)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Platform.sln"))) { root = root.Parent!; }
        using var process = Process.Start(new ProcessStartInfo("bash", [Path.Combine(root.FullName, "tests", "postgres.sh"), command, _folder.FullName])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.Equal(0, process.ExitCode);
    }
}
