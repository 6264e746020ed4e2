using System.Globalization;

namespace Platform.Benchmarks.Report;

/// <summary>One line of the table. What is <c>null</c> does not apply.</summary>
internal sealed record Result(string What, string Ours)
{
    public string? Reference { get; init; }

    public double? Ratio { get; init; }

    public string? Target { get; init; }

    public double? P50Ms { get; init; }

    public double? P99Ms { get; init; }

    /// <summary>Processor time of the server's process for one request, in microseconds, without the database server's.</summary>
    public double? CpuMicros { get; init; }
}

/// <summary>The results, as a Markdown table.</summary>
internal sealed class ResultTable
{
    private readonly List<Result> _results = [];

    public void Add(Result result)
    {
        _results.Add(result);
        Console.Error.WriteLine(Line(result));
    }

    public void Print(TextWriter writer, Scale scale)
    {
        writer.WriteLine();
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} processors, .NET {Environment.Version}, medians of {scale.Rounds} × {scale.Seconds} s."));
        writer.WriteLine("The load comes over loopback from another process on the same machine.");
        writer.WriteLine();
        writer.WriteLine("| what | ours | reference | ratio | target | p50 ms | p99 ms | CPU µs |");
        writer.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var result in _results) { writer.WriteLine(Line(result)); }
    }

    private static string Line(Result result) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {result.What} | {result.Ours} | {result.Reference} | {result.Ratio:0.00} | {result.Target} ") + string.Create(
        CultureInfo.InvariantCulture, $"| {result.P50Ms:0.0} | {result.P99Ms:0.0} | {result.CpuMicros:0} |");
}

/// <summary>Numbers as the table shows them.</summary>
internal static class Figures
{
    public static string Rate(double perSecond, string unit) => string.Create(CultureInfo.InvariantCulture, $"{perSecond:N0} {unit}/s");

    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
