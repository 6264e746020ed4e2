using System.Diagnostics;
using System.Text.Json;

namespace Platform.Benchmarks.Load;

/// <summary>The load generator, in a process of its own so that it shares neither heap nor thread pool with the server.</summary>
internal sealed class LoadGenerator : IAsyncDisposable
{
    /// <summary>The argument that makes this program the generator.</summary>
    public const string Word = "load";

    // A machine that is too busy for more is measured as it is.
    private static readonly TimeSpan WarmUpMax = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private LoadGenerator(Process process) => _process = process;

    public static LoadGenerator Start()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, Word) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["DOTNET_gcServer"] = "0";
        return new LoadGenerator(Process.Start(start)!);
    }

    /// <summary>Sends what is planned and waits for the result.</summary>
    public async Task<LoadResult> Run(LoadPlan plan)
    {
        var result = await Send(plan);
        return result.Answered > 0 ? result : throw new InvalidOperationException("Nothing was answered in time.");
    }

    /// <summary>Sends until so many were answered, so that a busy machine measures warm code too.</summary>
    public async Task WarmUp(LoadPlan plan, int requests)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var answered = 0; answered < requests && TimeProvider.System.GetElapsedTime(began) < WarmUpMax;)
        {
            answered += (await Send(plan with { Seconds = 1, PerSecond = 0 })).Answered;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Sends what is planned, whatever is answered.</summary>
    public async Task<LoadResult> Flood(LoadPlan plan)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(plan));
        var line = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The load generator ended.");
        return JsonSerializer.Deserialize<LoadResult>(line)!;
    }

    private async Task<LoadResult> Send(LoadPlan plan)
    {
        var result = await Flood(plan);
        return result.Failed == 0
            ? result
            : throw new InvalidOperationException($"{result.Failed} requests failed, {result.Answered} did not: {result.FirstFailure}");
    }
}
