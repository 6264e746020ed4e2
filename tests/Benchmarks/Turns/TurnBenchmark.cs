using System.Globalization;
using Platform.Benchmarks.Hosts;
using Platform.Benchmarks.Load;
using Platform.Benchmarks.Report;

namespace Platform.Benchmarks.Turns;

/// <summary>Turns a second over HTTP beside the bare reference, in the same process on the same database, by turns.</summary>
internal static class TurnBenchmark
{
    // Prime, so that every customer writes every text to every company.
    private static readonly NumberRange Customers = new(5511980000000, 3_001, 1);

    private static readonly TimeSpan OrdinaryDebounce = TimeSpan.FromSeconds(1.2);

    public static async Task Run(IDatabase database, LoadGenerator load, Scale scale, ResultTable report)
    {
        await using var host = await PlatformHost.Start(database, withReference: true);
        var plan = new LoadPlan(host.Port, TurnRequests.ToProduct, OneIdPerPass: false, Scale.Connections, scale.Seconds, 0, Customers);
        var bare = plan with { Templates = TurnRequests.ToReference };

        host.Conversations.Debounce = TimeSpan.Zero;
        await load.WarmUp(plan, scale.WarmUp);
        await load.WarmUp(bare, scale.WarmUp);

        var turns = await Compare(host, load, plan, bare, scale);
        report.Add(turns.ToResult($"{database.Name}: turn, debounce 0, sending paused", "≥ 0.5"));
        var half = await Compare(host, load, plan with { PerSecond = turns.Rate / 2 }, bare with { PerSecond = turns.Rate / 2 }, scale);
        report.Add(half.ToLatencies($"{database.Name}: the same at half load", "p99 ≤ 20 ms"));

        await host.ClearOutbox();
        host.Gateway.Resume();
        await load.Run(plan with { Seconds = 1 });
        var accepted = host.Gateway.Accepted;
        var sending = await Compare(host, load, plan, bare, scale);
        var sent = (host.Gateway.Accepted - accepted) / (scale.Rounds * scale.Seconds * 2);
        report.Add(sending.ToResult($"{database.Name}: turn, debounce 0, {Figures.Rate(sent, "messages")} sent meanwhile", null));

        host.Gateway.Pause();
        await host.ClearOutbox();
        host.Conversations.Debounce = OrdinaryDebounce;
        await Debounced(host, load, plan with { Numbers = Customers with { Count = 10_007 } }, turns, scale, report);
    }

    private static async Task<Comparison> Compare(PlatformHost host, LoadGenerator load, LoadPlan plan, LoadPlan bare, Scale scale)
    {
        var comparison = new Comparison();
        for (var round = 0; round < scale.Rounds; round++)
        {
            var cpu = new ServerCpu();
            comparison.Reference.Add(await load.Run(bare));
            comparison.ReferenceCpu.Add(cpu.MicrosEach(comparison.Reference[^1].PerSecond * bare.Seconds));
            var before = await host.Replies();
            cpu = new ServerCpu();
            comparison.Ours.Add(await load.Run(plan));
            comparison.Cpu.Add(cpu.MicrosEach(comparison.Ours[^1].PerSecond * plan.Seconds));
            comparison.Kilobytes.Add(cpu.KilobytesEach(comparison.Ours[^1].PerSecond * plan.Seconds));
            comparison.RepliesEach.Add((await host.Replies() - before) / (comparison.Ours[^1].PerSecond * plan.Seconds));
        }
        return comparison;
    }

    // The 200 comes after the inbound's commit; the reply is a commit of its own later. What counts is whichever is slower.
    private static async Task Debounced(
        PlatformHost host, LoadGenerator load, LoadPlan plan, Comparison turns, Scale scale, ResultTable report)
    {
        List<LoadResult> runs = [];
        List<double> rates = [];
        for (var round = 0; round < scale.Rounds; round++)
        {
            var running = load.Run(plan with { Seconds = scale.Seconds + OrdinaryDebounce.TotalSeconds });
            await Task.Delay(OrdinaryDebounce);
            var (before, began) = (await host.Replies(), TimeProvider.System.GetTimestamp());
            runs.Add(await running);
            var replies = (await host.Replies() - before) / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            rates.Add(Math.Min(replies, runs[^1].PerSecond));
        }
        var what = string.Create(CultureInfo.InvariantCulture, $"debounce {OrdinaryDebounce.TotalSeconds} s: inbound and reply apart");
        report.Add(new Result($"{host.Database.Name}: {what}, sending paused", Figures.Rate(rates.Median(), "turns"))
        {
            Reference = Figures.Rate(turns.ReferenceRate, "turns"),
            Ratio = rates.Median() / turns.ReferenceRate,
            P50Ms = runs.Select(run => run.P50Ms).Median(),
            P99Ms = runs.Select(run => run.P99Ms).Median(),
        });
    }

    private sealed class Comparison
    {
        public List<LoadResult> Ours { get; } = [];

        public List<LoadResult> Reference { get; } = [];

        public List<double> Cpu { get; } = [];

        public List<double> Kilobytes { get; } = [];

        public List<double> ReferenceCpu { get; } = [];

        public List<double> RepliesEach { get; } = [];

        public double Rate => Ours.Select(run => run.PerSecond).Median();

        public double ReferenceRate => Reference.Select(run => run.PerSecond).Median();

        private string Each => string.Create(
            CultureInfo.InvariantCulture, $"{RepliesEach.Median():0.00} replies, {Kilobytes.Median():0} KB allocated a turn");

        // At a given rate the times tell, and the reference's times tell what the disk did to both.
        public Result ToLatencies(string what, string target) => new(
            string.Create(CultureInfo.InvariantCulture, $"{what} (slowest round: p99 {Ours.Max(run => run.P99Ms):0.0} ms)"), Figures.Rate(Rate, "turns"))
        {
            Reference = string.Create(CultureInfo.InvariantCulture, $"p99 {Reference.Select(run => run.P99Ms).Median():0.0} ms"),
            Target = target,
            P50Ms = Ours.Select(run => run.P50Ms).Median(),
            P99Ms = Ours.Select(run => run.P99Ms).Median(),
            CpuMicros = Cpu.Median(),
        };

        public Result ToResult(string what, string? target) => new($"{what} ({Each})", Figures.Rate(Rate, "turns"))
        {
            Reference = string.Create(CultureInfo.InvariantCulture, $"{Figures.Rate(ReferenceRate, "turns")}, {ReferenceCpu.Median():0} µs"),
            Ratio = Ours.Zip(Reference, (ours, reference) => ours.PerSecond / reference.PerSecond).Median(),
            Target = target,
            P50Ms = Ours.Select(run => run.P50Ms).Median(),
            P99Ms = Ours.Select(run => run.P99Ms).Median(),
            CpuMicros = Cpu.Median(),
        };
    }
}
