using System.Collections.Concurrent;
using System.Diagnostics;

namespace Platform.Tests.Harness;

/// <summary>A program of ours that runs beside the tests, and ends with them.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly ConcurrentDictionary<ChildProcess, bool> Running = [];

    private readonly Process _process;

    static ChildProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var child in Running.Keys) { child.Kill(); }
    };

    private ChildProcess(Process process) => _process = process;

    internal bool HasExited => _process.HasExited;

    internal StreamWriter Input => _process.StandardInput;

    /// <summary>Starts a built program; each line that it prints goes to <paramref name="printed"/>.</summary>
    internal static ChildProcess Start(
        string project, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string directory,
        Action<string> printed)
    {
        var start = new ProcessStartInfo("dotnet", [BuiltPrograms.Find(project), .. arguments])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What configures the tests, or the machine they run on, must not configure the platform.
        foreach (var inherited in start.Environment.Keys.Where(IsOurs).ToArray()) { start.Environment.Remove(inherited); }
        foreach (var (name, value) in environment) { start.Environment[name] = value; }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Take(line.Data, printed);
        process.ErrorDataReceived += (_, line) => Take(line.Data, printed);
        process.Start();
        var child = new ChildProcess(process);
        Running[child] = true;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Ends it at once: it gets no chance to finish anything (SIGKILL).</summary>
    internal void Kill()
    {
        if (!_process.HasExited) { _process.Kill(); }
    }

    /// <summary>Its exit code, when it has ended and everything that it printed was taken.</summary>
    internal async Task<int> Exit(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        Kill();
        Running.TryRemove(this, out _);
        _process.Dispose();
    }

    private static bool IsOurs(string variable) =>
        variable.StartsWith("PLATFORM_", StringComparison.Ordinal) || variable.StartsWith("ASPNETCORE_", StringComparison.Ordinal);

    private static void Take(string? line, Action<string> printed)
    {
        if (line is not null) { printed(line); }
    }
}
