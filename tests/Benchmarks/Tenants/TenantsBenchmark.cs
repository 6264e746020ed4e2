using System.Globalization;
using Platform.Benchmarks.Hosts;
using Platform.Benchmarks.Report;
using Platform.StandIn;

namespace Platform.Benchmarks.Tenants;

/// <summary>What a process costs that serves many companies beside one that serves few, all taken in through the API.</summary>
internal static class TenantsBenchmark
{
    private const int Few = 10;
    private const int WarmUpMessages = 300;
    private const int RoutedMax = 100;

    // What was begun at the start is over, and the clocks have looked twice.
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(3);

    public static async Task Run(IEnumerable<Func<string, IDatabase>> databases, Scale scale, ResultTable report)
    {
        foreach (var newDatabase in databases)
        {
            await Compare(newDatabase, scale, report);
        }
        await DedicatedFiles.Run(scale, report);
    }

    private static async Task Compare(Func<string, IDatabase> newDatabase, Scale scale, ResultTable report)
    {
        var few = await Measure(newDatabase("few"), Few, scale);
        var many = await Measure(newDatabase("many"), scale.CompaniesTakenIn, scale);
        var what = string.Create(CultureInfo.InvariantCulture, $"{few.Database}, {scale.CompaniesTakenIn:N0} beside {Few} companies: ");
        report.Add(new Result($"{what}taken in with all that belongs to each", Figures.Rate(many.PerSecond, "companies"))
        {
            Reference = Figures.Rate(few.PerSecond, "companies"),
        });
        Add("start of the process", one => one.StartMs, "ms");
        Add("first message to a company, median", one => one.FirstMessageMs, "ms");
        Add("memory after the start", one => one.StartedMb, "MB");
        Add("memory after messages to as many as 100", one => one.RoutedMb, "MB");
        Add("memory of the process that took them in", one => one.TookInMb, "MB");

        void Add(string name, Func<Measured, double> figure, string unit) => report.Add(new Result(what + name, Text(figure(many), unit))
        {
            Reference = Text(figure(few), unit), Ratio = figure(many) / figure(few),
        });
    }

    private static async Task<Measured> Measure(IDatabase database, int companies, Scale scale)
    {
        await database.Create();
        await using var removal = database;
        await using var gateway = await StandInServer.Start(new StandInOptions { ScannedAfter = TimeSpan.FromMilliseconds(1) });
        var address = FrontProcess.FreeAddress();
        var (perSecond, tookIn) = await TakeIn(database, gateway, address, companies);
        List<Measured> rounds = [];
        for (var round = 0; round < scale.Rounds; round++)
        {
            rounds.Add(await Restarted(database, gateway, address, companies) with { PerSecond = perSecond, TookInMb = tookIn });
        }
        return rounds[0] with
        {
            StartMs = rounds.Select(one => one.StartMs).Median(),
            FirstMessageMs = rounds.Select(one => one.FirstMessageMs).Median(),
            StartedMb = rounds.Select(one => one.StartedMb).Median(),
            RoutedMb = rounds.Select(one => one.RoutedMb).Median(),
        };
    }

    private static async Task<(double PerSecond, double Mb)> TakeIn(IDatabase database, StandInServer gateway, Uri address, int companies)
    {
        await using var front = await FrontProcess.Start(database, gateway, address);
        var operating = new Companies(front, gateway);
        var began = TimeProvider.System.GetTimestamp();
        await operating.TakeIn(companies);
        var took = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var listed = await operating.Listed();
        return listed == companies
            ? (companies / took, Megabytes(front.Resident))
            : throw new InvalidOperationException($"{companies} companies were taken in, {listed} are listed.");
    }

    // The first company warms the code up; each of the others is unknown to the process when its first message comes.
    private static async Task<Measured> Restarted(IDatabase database, StandInServer gateway, Uri address, int companies)
    {
        await using var front = await FrontProcess.Start(database, gateway, address);
        await Task.Delay(Settles);
        var started = Megabytes(front.Resident);
        var writing = new Companies(front, gateway);
        for (var message = 0; message < WarmUpMessages; message++) { await writing.Write(0, message); }
        List<double> first = [];
        for (var company = 1; company < Math.Min(companies, RoutedMax); company++)
        {
            first.Add(await writing.Write(company * (companies / Math.Min(companies, RoutedMax))));
        }
        return new Measured(database.Name, 0, 0, front.StartUp.TotalMilliseconds, first.Median(), started, Megabytes(front.Resident));
    }

    private static double Megabytes(long bytes) => bytes / 1_048_576.0;

    private static string Text(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value:N1} {unit}");

    private sealed record Measured(
        string Database, double PerSecond, double TookInMb, double StartMs, double FirstMessageMs, double StartedMb, double RoutedMb);
}
