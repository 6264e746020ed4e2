using System.Text.RegularExpressions;

namespace Platform.Tests.Architecture;

/// <summary>What analyzers cannot know about how the code reads. Each failure names file and line.</summary>
public sealed partial class TidyTests
{
    // 140 is what we aim at; a line that is one call or one sentence may go a little beyond.
    private const int ColumnsMax = 160;
    private const int LinesMax = 300;

    private static readonly string[] Product = ["GrainHost", "GrainInterfaces", "Grains", "Silo", "WebFront", "deploy"];

    [Fact]
    public void Lines_fit_the_screen() => AssertNone(Product, (_, line) => line.Length > ColumnsMax);

    [Fact]
    public void Files_are_about_one_thing()
    {
        var long_ = Product.SelectMany(Repository.Sources).Where(file => File.ReadLines(file).Count() > LinesMax);
        Assert.Empty(long_.Select(file => Path.GetRelativePath(Repository.Root, file)));
    }

    [Fact]
    public void Grain_keys_are_composed_in_one_place() =>
        AssertNone(
            ["GrainInterfaces", "Grains", "Silo", "WebFront"],
            (file, line) => line.Contains(".GetGrain<", StringComparison.Ordinal) && !file.EndsWith("GrainKeys.cs", StringComparison.Ordinal));

    [Fact]
    public void Grains_stay_on_their_own_scheduler() =>
        AssertNone(["Grains"], (_, line) => line.Contains("ConfigureAwait(", StringComparison.Ordinal));

    [Fact]
    public void The_dialogue_is_pure() =>
        AssertNone(
            ["Grains/Dialogue"],
            (_, line) => Regex.IsMatch(line, @"\basync\b|\bawait\b|TimeProvider|ILogger|IGrainFactory|using Orleans"));

    [Fact]
    public void Nothing_is_left_for_later() =>
        AssertNone([.. Product, "tests"], (file, line) => !file.EndsWith("TidyTests.cs", StringComparison.Ordinal) && Later().IsMatch(line));

    private static void AssertNone(IEnumerable<string> folders, Func<string, string, bool> offends)
    {
        var offences =
            from folder in folders
            from file in Repository.Sources(folder)
            from line in File.ReadLines(file).Select((text, index) => (text, number: index + 1))
            where offends(file, line.text)
            select $"{Path.GetRelativePath(Repository.Root, file)}:{line.number}";
        Assert.Empty(offences);
    }

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|NotImplementedException)\b")]
    private static partial Regex Later();
}
