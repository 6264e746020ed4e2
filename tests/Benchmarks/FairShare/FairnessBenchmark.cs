using System.Globalization;
using Platform.Benchmarks.Hosts;
using Platform.Benchmarks.Load;
using Platform.Benchmarks.Report;
using Platform.Benchmarks.Turns;
using Platform.Demo;

namespace Platform.Benchmarks.FairShare;

/// <summary>How long one company's customers wait while another company's gateway floods the same process.</summary>
internal static class FairnessBenchmark
{
    private const double QuietPerSecond = 50;
    private const double FloodPerSecond = 1_000;

    // A gateway that floods opens what it likes.
    private const int FloodConnections = 128;

    private static readonly TimeSpan FloodAhead = TimeSpan.FromSeconds(1);

    public static async Task Run(IDatabase database, LoadGenerator load, Scale scale, ResultTable report)
    {
        await using var host = await PlatformHost.Start(database);
        await using var flooding = LoadGenerator.Start();
        host.Conversations.Debounce = TimeSpan.Zero;
        var numbers = new NumberRange(5511970000000, 1_009, 1);
        var (victim, flooder) = (DemoCompany.All[0], DemoCompany.All[1]);
        var quiet = new LoadPlan(host.Port, TurnRequests.ToOne(victim), false, 16, scale.Seconds * 2, QuietPerSecond, numbers);
        var flood = new LoadPlan(
            host.Port, TurnRequests.ToOne(flooder), false, FloodConnections, quiet.Seconds + 2 * FloodAhead.TotalSeconds, FloodPerSecond, numbers);
        await load.WarmUp(quiet with { PerSecond = 0 }, scale.WarmUp);
        await flooding.WarmUp(flood with { PerSecond = 0, Connections = 16 }, scale.WarmUp);

        List<LoadResult> alone = [], beside = [], floods = [];
        for (var round = 0; round < scale.Rounds; round++)
        {
            alone.Add(await load.Run(quiet));
            var running = flooding.Flood(flood);
            await Task.Delay(FloodAhead);
            beside.Add(await load.Run(quiet));
            floods.Add(await running);
            await host.ClearOutbox();
        }
        report.Add(ToResult(database, alone, beside, floods));
    }

    private static Result ToResult(IDatabase database, List<LoadResult> alone, List<LoadResult> beside, List<LoadResult> floods)
    {
        var (answered, failed) = (floods.Select(flood => flood.PerSecond).Median(), floods.Sum(flood => flood.Failed));
        var what = string.Create(
            CultureInfo.InvariantCulture,
            $"{database.Name}: {QuietPerSecond:0} turns/s of one company beside {answered:N0} turns/s of another ({failed} refused)");
        return new Result(what, string.Create(CultureInfo.InvariantCulture, $"p99 {beside.Select(run => run.P99Ms).Median():0.0} ms"))
        {
            Reference = string.Create(CultureInfo.InvariantCulture, $"alone p99 {alone.Select(run => run.P99Ms).Median():0.0} ms"),
            Ratio = beside.Zip(alone, (with, without) => with.P99Ms / without.P99Ms).Median(),
            Target = "ratio ≤ 2",
            P50Ms = beside.Select(run => run.P50Ms).Median(),
            P99Ms = beside.Select(run => run.P99Ms).Median(),
        };
    }
}
