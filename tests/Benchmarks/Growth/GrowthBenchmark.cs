using System.Globalization;
using Platform.Benchmarks.Hosts;
using Platform.Benchmarks.Load;
using Platform.Benchmarks.Report;
using Platform.Benchmarks.Turns;
using Platform.Demo;

namespace Platform.Benchmarks.Growth;

/// <summary>
/// What a turn costs in a small and in a large store, side by side and by turns. The same number of customers writes in both, spread over
/// all that is stored; sending is paused, debounce is 0.
/// </summary>
internal static class GrowthBenchmark
{
    private const int FewConversations = 1_000;
    private const int FewTenants = 10;
    private const int ShortTranscript = 10;
    private const int LongTranscript = 5_000;
    private const long FirstNumber = 5511980000000;

    public static async Task Run(IEnumerable<Func<string, IDatabase>> databases, LoadGenerator load, Scale scale, ResultTable report)
    {
        foreach (var newDatabase in databases)
        {
            await Transcripts(newDatabase("lines"), load, scale, report);
            await Conversations(newDatabase, load, scale, report);
            await Tenants(newDatabase, load, scale, report);
        }
    }

    private static async Task Transcripts(IDatabase database, LoadGenerator load, Scale scale, ResultTable report)
    {
        var brief = new NumberRange(FirstNumber, scale.LongTranscripts, 1);
        var lengthy = brief with { First = FirstNumber + 1_000_000 };
        await using var host = await Prepared(database, async host =>
        {
            await Preload.Conversations(host, brief, ShortTranscript);
            await Preload.Conversations(host, lengthy, LongTranscript);
        });
        await Compare(
            $"{database.Name}: transcripts of {ShortTranscript} and {LongTranscript:N0} lines",
            Plan(host, brief, scale), Plan(host, lengthy, scale), load, scale, report);
    }

    private static async Task Conversations(Func<string, IDatabase> newDatabase, LoadGenerator load, Scale scale, ResultTable report)
    {
        var all = new NumberRange(FirstNumber, scale.Conversations, 1);
        await using var few = await Prepared(newDatabase("few"), host => Preload.Conversations(host, all with { Count = FewConversations }, 2));
        await using var many = await Prepared(newDatabase("many"), host => Preload.Conversations(host, all, 2));
        var spread = new NumberRange(FirstNumber, FewConversations, scale.Conversations / FewConversations);
        await Compare(
            $"{few.Database.Name}: {FewConversations:N0} and {scale.Conversations:N0} conversations stored",
            Plan(few, spread with { Distance = 1 }, scale), Plan(many, spread, scale), load, scale, report);
    }

    private static async Task Tenants(Func<string, IDatabase> newDatabase, LoadGenerator load, Scale scale, ResultTable report)
    {
        await using var few = await Prepared(newDatabase("ten"), host => Preload.Tenants(host, FewTenants));
        await using var many = await Prepared(newDatabase("tenants"), host => Preload.Tenants(host, scale.Tenants));
        var numbers = new NumberRange(FirstNumber, FewConversations, 1);
        await Compare(
            $"{few.Database.Name}: {FewTenants} and {scale.Tenants:N0} tenants stored",
            Plan(few, numbers, scale), Plan(many, numbers, scale), load, scale, report);
    }

    private static async Task<PlatformHost> Prepared(IDatabase database, Func<PlatformHost, Task> fill)
    {
        var host = await PlatformHost.Start(database);
        host.Conversations.Debounce = TimeSpan.Zero;
        await fill(host);
        if (database is PostgresDatabase) { await database.Execute("VACUUM ANALYZE"); }
        return host;
    }

    private static LoadPlan Plan(PlatformHost host, NumberRange numbers, Scale scale) =>
        new(host.Port, TurnRequests.ToOne(DemoCompany.All[0]), OneIdPerPass: false, Scale.Connections / 4, scale.Seconds, 0, numbers);

    private static async Task Compare(string what, LoadPlan small, LoadPlan large, LoadGenerator load, Scale scale, ResultTable report)
    {
        await load.WarmUp(small, scale.WarmUp / 3);
        await load.WarmUp(large, scale.WarmUp / 3);
        List<(double Small, double Large)> costs = [];
        for (var round = 0; round < scale.Rounds; round++)
        {
            costs.Add((await Cost(small, load), await Cost(large, load)));
        }
        report.Add(new Result($"{what}: time per turn", Micros(costs.Select(cost => cost.Large)))
        {
            Reference = Micros(costs.Select(cost => cost.Small)),
            Ratio = costs.Select(cost => cost.Large / cost.Small).Median(),
            Target = "≤ 1.2",
        });
    }

    private static async Task<double> Cost(LoadPlan plan, LoadGenerator load)
    {
        var run = await load.Run(plan);
        return 1_000_000 / run.PerSecond;
    }

    private static string Micros(IEnumerable<double> costs) => string.Create(CultureInfo.InvariantCulture, $"{costs.Median():0} µs");
}
