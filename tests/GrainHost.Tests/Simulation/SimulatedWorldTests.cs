using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.GrainHost;

namespace Platform.Tests.Simulation;

public sealed class SimulatedWorldTests
{
    private const int Seeds = 50;

    /// <summary>Of the run with seed 1, noted once. A change of the engine's steps changes it, nothing else may.</summary>
    private const ulong KnownFingerprint = 11583968007953771408;

    [Fact]
    public void The_same_seed_gives_the_same_run_step_for_step()
    {
        var (log, fingerprint, steps) = BusyRun(7);
        var again = BusyRun(7);
        Assert.Equal(log, again.Log);
        Assert.Equal((fingerprint, steps), (again.Fingerprint, again.Steps));
    }

    [Fact]
    public void Different_seeds_give_different_orders()
    {
        var logs = Enumerable.Range(1, Seeds).Select(seed => string.Join('\n', BusyRun(seed).Log)).ToList();
        Assert.Equal(Seeds, logs.Distinct().Count());
    }

    [Fact]
    public void A_run_is_the_same_in_every_process() => Assert.Equal(KnownFingerprint, BusyRun(1).Fingerprint);

    [Fact]
    public void A_call_without_an_answer_times_out_in_virtual_time()
    {
        using var world = new SimulatedWorld(1);
        var took = world.Run(async () =>
        {
            var host = await Start(world);
            var start = world.Clock.GetTimestamp();
            await Assert.ThrowsAsync<TimeoutException>(() => host.Grains.GetGrain<ICounterGrain>("a").Hang());
            return world.Clock.GetElapsedTime(start);
        });
        Assert.InRange(took.TotalSeconds, 30, 32);
    }

    [Fact]
    public void Idle_grains_are_collected_as_virtual_time_passes()
    {
        using var world = new SimulatedWorld(1);
        var host = world.Run(async () =>
        {
            var started = await Start(world);
            await started.Grains.GetGrain<ICounterGrain>("a").Add(1);
            return started;
        });
        Assert.Equal(1, host.ActivationCount);
        world.Advance(TimeSpan.FromMinutes(17));
        Assert.Equal(0, host.ActivationCount);
        Assert.Contains(LogOf(host).Lines, line => line.EndsWith("a deactivated: ActivationIdle", StringComparison.Ordinal));
    }

    [Fact]
    public void Time_passes_only_as_far_as_it_is_told()
    {
        using var world = new SimulatedWorld(1);
        var host = world.Run(async () =>
        {
            var started = await Start(world);
            await started.Grains.GetGrain<ICounterGrain>("a").StartTimer(TimeSpan.FromMinutes(1), 100);
            return started;
        });
        var before = world.Clock.GetUtcNow();
        world.Advance(TimeSpan.FromMinutes(5.5));
        Assert.Equal(before + TimeSpan.FromMinutes(5.5), world.Clock.GetUtcNow());
        Assert.Equal(5, LogOf(host).Lines.Count(line => line.Contains("ticks", StringComparison.Ordinal)));
    }

    [Fact]
    public void After_a_crash_nothing_of_the_host_runs_and_a_new_host_goes_on_over_the_same_store()
    {
        using var world = new SimulatedWorld(3);
        var log = new WorldLog(world.Clock);
        var store = new WorldStore(world.Clock);
        world.Run(async () =>
        {
            var first = await Start(world, log, store);
            await first.Grains.GetGrain<ICounterGrain>("a").Add(5);
            await first.Grains.GetGrain<ICounterGrain>("a").StartTimer(TimeSpan.FromSeconds(1), 100);
            var unfinished = first.Grains.GetGrain<ICounterGrain>("a").Add(1);
            first.Crash();
            await Assert.ThrowsAsync<SiloUnavailableException>(() => unfinished);

            var second = await Start(world, log, store);
            Assert.Equal(7, await second.Grains.GetGrain<ICounterGrain>("a").Add(2));
        });
        world.Advance(TimeSpan.FromHours(1));
        Assert.DoesNotContain(log.Lines, line => line.Contains("ticks", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("is 6", StringComparison.Ordinal));
        Assert.Single(log.Lines, line => line.Contains("deactivated", StringComparison.Ordinal));
    }

    [Fact]
    public void A_host_may_crash_in_the_middle_of_a_grains_write()
    {
        using var world = new SimulatedWorld(4);
        var log = new WorldLog(world.Clock);
        var store = new WorldStore(world.Clock);
        world.Run(async () =>
        {
            var host = await Start(world, log, store);
            store.BeforeWrite = host.Crash;
            await Assert.ThrowsAsync<SiloUnavailableException>(() => host.Grains.GetGrain<ICounterGrain>("a").Add(5));
            store.BeforeWrite = null;
        });
        Assert.DoesNotContain(log.Lines, line => line.Contains("is 5", StringComparison.Ordinal));
        Assert.Equal(5, store.Values["a"]);
    }

    [Fact]
    public void Background_work_of_a_host_dies_with_it()
    {
        using var world = new SimulatedWorld(5);
        var rounds = 0;
        world.Run(async () =>
        {
            var host = await Start(world);
            _ = host.Spawn("loop", async () =>
            {
                while (true)
                {
                    await Task.Delay(TimeSpan.FromSeconds(1), world.Clock);
                    rounds++;
                }
            });
            await Task.Delay(TimeSpan.FromSeconds(3.5), world.Clock);
            host.Crash();
            await Task.Delay(TimeSpan.FromSeconds(10), world.Clock);
        });
        Assert.Equal(3, rounds);
    }

    [Fact]
    public void Work_that_leaves_the_world_fails_the_run_and_is_named()
    {
        using var world = new SimulatedWorld(6);
        var failure = Assert.Throws<SimulationException>(() => world.Run(async () =>
        {
            var host = await Start(world);
            await host.Grains.GetGrain<ICounterGrain>("a").LeaveTheWorld();
        }));
        Assert.Equal(6, failure.Seed);
        Assert.Contains("another thread", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_can_never_end_fails_the_run()
    {
        using var world = new SimulatedWorld(8);
        var failure = Assert.Throws<SimulationException>(() => world.Run(() => new TaskCompletionSource().Task));
        Assert.Contains("Seed 8: Nothing is left to do", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_failure_of_a_body_names_the_seed()
    {
        using var world = new SimulatedWorld(9);
        var failure = Assert.Throws<SimulationException>(() => world.Run(() => throw new FormatException("wrong")));
        Assert.Equal("Seed 9: wrong", failure.Message);
        Assert.IsType<FormatException>(failure.InnerException);
    }

    [Fact]
    public void The_failure_of_work_beside_the_body_fails_the_run()
    {
        using var world = new SimulatedWorld(10);
        world.Spawn("beside", () => throw new FormatException("wrong"));
        var failure = Assert.Throws<SimulationException>(world.RunUntilIdle);
        Assert.Equal("Seed 10: \"beside\" failed: wrong", failure.Message);
    }

    [Fact]
    public void A_run_that_goes_round_in_circles_is_ended()
    {
        using var world = new SimulatedWorld(11, new SimulatedWorldOptions { StepsMax = 1000 });
        var failure = Assert.Throws<SimulationException>(() => world.Run(async () =>
        {
            while (true)
            {
                await Task.Yield();
            }
        }));
        Assert.Contains("1000 steps", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_made_in_the_world_follow_from_the_seed()
    {
        Assert.Equal(ChainOf(12), ChainOf(12));
        Assert.NotEqual(ChainOf(12), ChainOf(13));
    }

    [Fact]
    public void A_stopping_host_deactivates_its_grains()
    {
        using var world = new SimulatedWorld(14);
        var host = world.Run(async () =>
        {
            var started = await Start(world);
            await Task.WhenAll(Enumerable.Range(0, 10).Select(i => started.Grains.GetGrain<ICounterGrain>($"{i}").Add(i)));
            await started.Stop();
            return started;
        });
        Assert.Equal(0, host.ActivationCount);
        Assert.Equal(10, LogOf(host).Lines.Count(line => line.EndsWith("deactivated: ShuttingDown", StringComparison.Ordinal)));
    }

    private static Guid ChainOf(int seed)
    {
        using var world = new SimulatedWorld(seed);
        return world.Run(async () => await (await Start(world)).Grains.GetGrain<ICounterGrain>("a").Chain());
    }

    private static (IReadOnlyList<string> Log, ulong Fingerprint, long Steps) BusyRun(int seed)
    {
        using var world = new SimulatedWorld(seed);
        var log = new WorldLog(world.Clock);
        world.Run(async () =>
        {
            var host = await Start(world, log, new WorldStore(world.Clock));
            var calls = Enumerable.Range(0, 6)
                .Select(i => host.Grains.GetGrain<ICounterGrain>($"{(char)('a' + i)}").PassOn($"{(char)('a' + ((i + 1) % 6))}", 1));
            await host.Grains.GetGrain<ICounterGrain>("t").StartTimer(TimeSpan.FromSeconds(20), 3);
            try
            {
                await Task.WhenAll(calls);
            }
            catch (TimeoutException)
            {
                log.Add("the ring of calls was closed");
            }
            await Task.Delay(TimeSpan.FromMinutes(17), world.Clock);
        });
        return (log.Lines, world.Fingerprint, world.Steps);
    }

    private static Task<SimulatedHost> Start(SimulatedWorld world) => Start(world, new WorldLog(world.Clock), new WorldStore(world.Clock));

    private static Task<SimulatedHost> Start(SimulatedWorld world, WorldLog log, WorldStore store) => world.StartHost(silo =>
    {
        silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromMinutes(15));
        silo.Services.AddSingleton(log);
        silo.Services.AddSingleton(store);
    });

    private static WorldLog LogOf(SimulatedHost host) => host.Services.GetRequiredService<WorldLog>();
}
