using System.Globalization;
using Platform.Benchmarks.Calls;
using Platform.Benchmarks.FairShare;
using Platform.Benchmarks.GrainHost;
using Platform.Benchmarks.Growth;
using Platform.Benchmarks.Hosts;
using Platform.Benchmarks.Load;
using Platform.Benchmarks.Memory;
using Platform.Benchmarks.Report;
using Platform.Benchmarks.Tenants;
using Platform.Benchmarks.Turns;

namespace Platform.Benchmarks;

/// <summary>Runs the benchmarks and prints one table.</summary>
internal static class Suite
{
    private const string PostgresVariable = "PLATFORM_BENCH_POSTGRES";

    /// <summary>
    /// Runs the parts asked for: <c>[--short] [--sqlite | --postgres] [turns] [fairness] [growth] [tenants] [memory] [calls] [grains]</c>, all of
    /// them by default.
    /// </summary>
    public static async Task<int> Run(string[] args)
    {
        var scale = args.Contains("--short") ? Scale.Short : Scale.Full;
        var parts = args.Where(arg => !arg.StartsWith('-')).ToHashSet();
        var report = new ResultTable();
        await using var load = LoadGenerator.Start();
        Func<string, IDatabase>[] only = [.. Databases(args)];
        foreach (var (name, run) in Parts(load, scale, report, only))
        {
            if (parts.Count > 0 && !parts.Contains(name)) { continue; }
            await Console.Error.WriteLineAsync($"── {name}");
            await run();
        }
        report.Print(Console.Out, scale);
        return 0;
    }

    private static IEnumerable<(string Name, Func<Task> Run)> Parts(
        LoadGenerator load, Scale scale, ResultTable report, Func<string, IDatabase>[] databases) =>
    [
        ("turns", () => OnEach(databases, database => TurnBenchmark.Run(database, load, scale, report))),
        ("fairness", () => OnEach(databases, database => FairnessBenchmark.Run(database, load, scale, report))),
        ("growth", () => GrowthBenchmark.Run(scale.GrowsPostgres ? databases : databases.Take(1), load, scale, report)),
        ("tenants", () => TenantsBenchmark.Run(scale.GrowsPostgres ? databases : databases.Take(1), scale, report)),
        ("memory", () => IdleMemoryBenchmark.Run(new SqliteFile("memory"), scale, report)),
        ("calls", () => OnEach(databases, database => CallBenchmark.Run(database, load, scale, report))),
        ("grains", () => Grains(scale, report)),
    ];

    private static async Task Grains(Scale scale, ResultTable report)
    {
        foreach (var figure in await new GrainHostBench(TimeSpan.FromSeconds(scale.Seconds)).Run())
        {
            report.Add(new Result($"engine: {figure.What}", string.Create(CultureInfo.InvariantCulture, $"{figure.Value:N0} {figure.Unit}")));
        }
    }

    private static async Task OnEach(Func<string, IDatabase>[] databases, Func<IDatabase, Task> run)
    {
        foreach (var newDatabase in databases) { await run(newDatabase("bench")); }
    }

    private static IEnumerable<Func<string, IDatabase>> Databases(string[] args)
    {
        if (!args.Contains("--postgres")) { yield return name => new SqliteFile(name); }
        if (!args.Contains("--sqlite") && Environment.GetEnvironmentVariable(PostgresVariable) is { Length: > 0 } administrator)
        {
            yield return name => new PostgresDatabase(administrator, name);
        }
    }
}
