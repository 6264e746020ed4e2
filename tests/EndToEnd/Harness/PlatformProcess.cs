using System.Collections.Concurrent;
using System.Net;

namespace Platform.Tests.Harness;

/// <summary>The real front with the embedded silo, as its own process, at one address however often it is started.</summary>
internal sealed class PlatformProcess : IAsyncDisposable
{
    /// <summary>Lines kept for the text of a failure and for questions about the log.</summary>
    private const int LinesMax = 50_000;

    private const int LinesShown = 60;

    private readonly Dictionary<string, string> _environment;
    private readonly string _directory;
    private readonly ConcurrentQueue<string> _lines = [];
    private ChildProcess? _process;

    /// <param name="settings">Configuration keys, such as <c>Storage:Provider</c>, with their values.</param>
    /// <param name="directory">The process's working directory.</param>
    internal PlatformProcess(IReadOnlyDictionary<string, string> settings, string directory)
    {
        _directory = directory;
        _environment = settings.ToDictionary(
            setting => $"PLATFORM_{setting.Key.Replace(":", "__", StringComparison.Ordinal)}", setting => setting.Value);
        Address = new Uri($"http://127.0.0.1:{FreePort.Take()}");
        _environment["ASPNETCORE_URLS"] = Address.ToString();
        Http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
    }

    internal Uri Address { get; }

    internal HttpClient Http { get; }

    /// <summary>What all its runs printed so far.</summary>
    internal IEnumerable<string> Log => _lines;

    /// <summary>Changes a setting from the next start on.</summary>
    internal void Set(string key, string value) => _environment[$"PLATFORM_{key.Replace(":", "__", StringComparison.Ordinal)}"] = value;

    /// <summary>Starts it, and does not wait for anything.</summary>
    internal void Launch()
    {
        _process?.Dispose();
        _process = ChildProcess.Start("WebFront", [], _environment, _directory, Remember);
    }

    /// <summary>Starts it and waits until it serves.</summary>
    internal Task Start()
    {
        Launch();
        return UntilReady();
    }

    /// <summary>Waits until it serves.</summary>
    internal Task UntilReady() => Eventually.Holds("the platform is ready", IsReady, () => Task.FromResult(Tail()));

    /// <summary>Runs one of the platform's commands beside it, as its own configuration says.</summary>
    internal async Task<(int Exit, string Printed)> Command(params string[] arguments)
    {
        ConcurrentQueue<string> printed = [];
        using var command = ChildProcess.Start("Silo", arguments, _environment, _directory, printed.Enqueue);
        command.Input.Close();
        return (await command.Exit(TestContext.Current.CancellationToken), string.Join('\n', printed));
    }

    /// <summary>Kills it in whatever it does (SIGKILL).</summary>
    internal async Task Kill()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.Exit(CancellationToken.None);
        }
    }

    /// <summary>Whether a line holds all these words.</summary>
    internal bool HasLogged(params string[] words) => _lines.Any(line => words.All(word => line.Contains(word, StringComparison.Ordinal)));

    /// <summary>The last lines that it printed, for the text of a failure.</summary>
    internal string Tail() =>
        $"The platform's last lines:{Environment.NewLine}{string.Join(Environment.NewLine, _lines.TakeLast(LinesShown))}";

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        Http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> IsReady()
    {
        Assert.False(_process!.HasExited, $"The platform ended by itself. {Tail()}");
        try
        {
            using var answer = await Http.GetAsync("health/ready", TestContext.Current.CancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Remember(string line)
    {
        _lines.Enqueue(line);
        while (_lines.Count > LinesMax) { _lines.TryDequeue(out _); }
    }
}
