using System.Globalization;

namespace Platform.Tests.Simulation;

/// <summary>
/// The platform under simulated disasters. <c>SIMULATION_SEED=17 tests/run Simulation</c> replays one seed;
/// <c>SIMULATION_SEEDS=5000</c> runs more of them.
/// </summary>
public sealed class SimulationTests
{
    private const int SeedsDefault = 200;

    [Fact]
    public void Whatever_fails_nothing_is_lost_doubled_mixed_up_or_left_unanswered()
    {
        var failures = Seeds().AsParallel().WithDegreeOfParallelism(2).Select(Failure).Where(failure => failure is not null).ToList();

        Assert.True(failures.Count == 0, string.Join('\n', failures.Order(StringComparer.Ordinal).Take(20)));
        Assert.NotEqual(0, Invariants.Answered);
    }

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        Assert.Equal(Fingerprint(4711), Fingerprint(4711));
        Assert.NotEqual(Fingerprint(4711), Fingerprint(4712));
    }

    private static IEnumerable<int> Seeds()
    {
        if (Environment.GetEnvironmentVariable("SIMULATION_SEED") is { Length: > 0 } one) { return [Number(one)]; }
        var count = Environment.GetEnvironmentVariable("SIMULATION_SEEDS") is { Length: > 0 } many ? Number(many) : SeedsDefault;
        return Enumerable.Range(1, count);
    }

    private static string? Failure(int seed)
    {
        using var world = new PlatformWorld(seed);
        try
        {
            world.World.Run(new Scenario(world).Run);
            return null;
        }
        catch (Exception failure)
        {
            return $"seed {seed}: {failure.Message} — replay: SIMULATION_SEED={seed} tests/run Simulation{Environment.NewLine}{failure}";
        }
    }

    private static ulong Fingerprint(int seed)
    {
        using var world = new PlatformWorld(seed);
        world.World.Run(new Scenario(world).Run);
        return world.World.Fingerprint;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
