using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Platform.Benchmarks.GrainHost;

/// <summary>The grain that the measurements call.</summary>
[Alias("bench.ping")]
public interface IPingGrain : IGrainWithIntegerKey
{
    [Alias("ping")]
    Task<int> Ping(int value);
}

[GrainType("bench.ping")]
public sealed class PingGrain : Grain, IPingGrain
{
    public Task<int> Ping(int value) => Task.FromResult(value);
}

/// <summary>One measured figure.</summary>
public sealed record Figure(string What, double Value, string Unit);

/// <summary>Measures the host of grains alone: calls per second, and bytes per idle activation.</summary>
public sealed class GrainHostBench(TimeSpan perMeasurement)
{
    private const int Activations = 100_000;
    private const int Callers = 16;
    private const int SpreadOver = 1_000;

    /// <summary>Starts a host, measures, stops it.</summary>
    public async Task<IReadOnlyList<Figure>> Run()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo.UseLocalhostClustering());
        using var host = builder.Build();
        await host.StartAsync();
        var grains = host.Services.GetRequiredService<IGrainFactory>();

        // The first round pays for compilation.
        await CallsPerSecond(grains, callers: 1, spreadOver: 1);
        var figures = new List<Figure>
        {
            new("calls, 1 caller", await CallsPerSecond(grains, 1, 1), "/s"),
            new($"calls, {Callers} callers over {SpreadOver} grains", await CallsPerSecond(grains, Callers, SpreadOver), "/s"),
            new("allocated per call", await BytesPerCall(grains), "B"),
        };
        figures.AddRange(await PerActivation(grains));
        var watch = Stopwatch.StartNew();
        await host.StopAsync();
        figures.Add(new($"stop with {Activations} activations", watch.Elapsed.TotalMilliseconds, "ms"));
        return figures;
    }

    private static async Task<double> BytesPerCall(IGrainFactory grains)
    {
        const int Calls = 200_000;
        var grain = grains.GetGrain<IPingGrain>(0);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < Calls; i++)
        {
            await grain.Ping(i);
        }
        return (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / Calls;
    }

    private static async Task<IEnumerable<Figure>> PerActivation(IGrainFactory grains)
    {
        // Keys far from those of the other measurements, so that each call makes an activation.
        const long FirstKey = 1_000_000;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        for (var key = FirstKey; key < FirstKey + Activations; key++)
        {
            await grains.GetGrain<IPingGrain>(key).Ping(0);
        }
        var rate = Activations / watch.Elapsed.TotalSeconds;
        var bytes = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / Activations;
        return [new("activations made", rate, "/s"), new("managed memory per idle activation", bytes, "B")];
    }

    private async Task<double> CallsPerSecond(IGrainFactory grains, int callers, int spreadOver)
    {
        var end = Stopwatch.GetTimestamp() + (long)(perMeasurement.TotalSeconds * Stopwatch.Frequency);
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Factory.StartNew(
            () => CallUntil(grains, caller, spreadOver, end), CancellationToken.None, TaskCreationOptions.None,
                TaskScheduler.Default).Unwrap()));
        return counts.Sum() / perMeasurement.TotalSeconds;
    }

    private static async Task<long> CallUntil(IGrainFactory grains, int caller, int spreadOver, long end)
    {
        // Looking at the clock at every call would be measured too.
        const int CallsBetweenLooks = 100;
        var references = Enumerable.Range(0, spreadOver).Select(key => grains.GetGrain<IPingGrain>(key)).ToArray();
        var count = 0L;
        while (Stopwatch.GetTimestamp() < end)
        {
            for (var i = 0; i < CallsBetweenLooks; i++)
            {
                await references[(caller + count++) % spreadOver].Ping(i);
            }
        }
        return count;
    }
}
