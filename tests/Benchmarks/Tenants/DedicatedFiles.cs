using System.Globalization;
using Platform.Benchmarks.Hosts;
using Platform.Benchmarks.Report;
using Platform.StandIn;

namespace Platform.Benchmarks.Tenants;

/// <summary>Companies with a file of their own: opened when a message comes, closed when nobody used it for a while.</summary>
internal static class DedicatedFiles
{
    private static readonly TimeSpan ClosesAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    public static async Task Run(Scale scale, ResultTable report)
    {
        await using var database = new SqliteFile("dedicated");
        await database.Create();
        await using var gateway = await StandInServer.Start(new StandInOptions { ScannedAfter = TimeSpan.FromMilliseconds(1) });
        await using var front = await FrontProcess.Start(
            database, gateway, FrontProcess.FreeAddress(),
            new Dictionary<string, string> { ["Storage:CloseDedicatedAfter"] = ClosesAfter.ToString() });
        var companies = new Companies(front, gateway);
        await companies.TakeIn(scale.DedicatedCompanies, "dedicated");
        for (var company = 0; company < scale.DedicatedCompanies; company++) { await companies.Write(company); }
        var folder = Path.Combine(database.Settings["Storage:DataDirectory"]!, "tenants");
        var inUse = front.OpenFilesIn(folder);
        var open = await Idle(front, folder);
        report.Add(new Result(
            $"SQLite: files open of {scale.DedicatedCompanies} companies with one of their own, when idle", Text(open))
        {
            Reference = Text(inUse), Target = "0",
        });
    }

    private static async Task<int> Idle(FrontProcess front, string folder)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (front.OpenFilesIn(folder) > 0 && TimeProvider.System.GetElapsedTime(began) < Patience) { await Task.Delay(LookAgain); }
        return front.OpenFilesIn(folder);
    }

    private static string Text(int files) => files.ToString(CultureInfo.InvariantCulture);
}
