using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Benchmarks.Report;

namespace Platform.Benchmarks.Grains;

/// <summary>A grain that does nothing.</summary>
[Alias("idle-bench")]
public interface IIdleGrain : IGrainWithIntegerKey
{
    /// <summary>Gives the number back.</summary>
    [Alias("echo")]
    Task<int> Echo(int number);
}

[GrainType("idle-bench")]
internal sealed class IdleGrain : Grain, IIdleGrain
{
    public Task<int> Echo(int number) => Task.FromResult(number);
}

/// <summary>The engine alone: calls a second, and what an activation without state holds.</summary>
internal static class GrainCallBenchmark
{
    private const int Activations = 100_000;
    private const int ManyCallers = 100;

    public static async Task Run(Scale scale, ResultTable report)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleans(silo => silo.UseLocalhostClustering());
        using var host = builder.Build();
        await host.StartAsync();
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        await Calls(grains, 1, 0.5);
        report.Add(new Result("engine: calls with one caller", Figures.Rate(await Calls(grains, 1, scale.Seconds), "calls")));
        report.Add(new Result($"engine: calls with {ManyCallers} callers", Figures.Rate(await Calls(grains, ManyCallers, scale.Seconds), "calls")));

        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var key = 1; key <= Activations; key++) { await grains.GetGrain<IIdleGrain>(-key).Echo(key); }
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / Activations;
        report.Add(new Result("engine: memory of an idle activation", string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes")));
        await host.StopAsync();
    }

    private static async Task<double> Calls(IGrainFactory grains, int callers, double seconds)
    {
        var began = TimeProvider.System.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var (grain, count) = (grains.GetGrain<IIdleGrain>(caller), 0L);
            for (; TimeProvider.System.GetElapsedTime(began).TotalSeconds < seconds; count++) { await grain.Echo(1); }
            return count;
        })));
        return counts.Sum() / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }
}
