namespace Platform.Tests.Conformance;

public sealed class LifeTests(EngineFixture engine)
{
    private readonly string _key = Guid.NewGuid().ToString("N");

    private ILifeGrain Grain => engine.Grains.GetGrain<ILifeGrain>(_key);

    [Fact]
    public async Task A_grain_is_activated_at_its_first_call_and_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Grain.Serial())));
        Assert.Equal(["activated"], Journal.Of(_key));
    }

    [Fact]
    public async Task A_request_context_is_seen_at_the_activation_that_it_causes()
    {
        RequestContext.Set("cause", "the first call");
        Assert.Equal("the first call", await Grain.ContextAtActivation());
    }

    [Fact]
    public async Task Deactivation_runs_its_hook_and_disposes_the_grain_before_its_scope()
    {
        await Grain.End();
        await Soon.Is(() => Journal.Of(_key).Count == 3, "the grain is disposed");
        Assert.Equal(["activated", "deactivated: ApplicationRequested", "disposed, scope alive"], Journal.Of(_key));
    }

    [Fact]
    public async Task Calls_that_wait_at_a_deactivation_go_to_the_next_activation()
    {
        var ending = Grain.EndAndWait(_key + "e");
        await Soon.Is(() => Journal.Of(_key).Count == 1, "the first activation");
        var waiting = Enumerable.Range(0, 5).Select(_ => Grain.Serial()).ToList();
        Gate.Open(_key + "e");
        var first = await ending;
        var others = await Task.WhenAll(waiting);
        Assert.Single(others.Distinct());
        Assert.NotEqual(first, others[0]);
    }

    [Fact]
    public async Task An_idle_grain_is_collected_and_a_used_one_is_not()
    {
        var idle = engine.Grains.GetGrain<ILifeGrain>(_key + "idle");
        await idle.Serial();
        var used = await Grain.Serial();
        await Soon.Is(
            async () =>
            {
                Assert.Equal(used, await Grain.Serial());
                return Journal.Of(_key + "idle").Contains("deactivated: ActivationIdle");
            },
            "the idle grain is collected");
    }

    [Fact]
    public async Task A_grain_that_delays_its_deactivation_or_is_kept_alive_is_not_collected()
    {
        var kept = await engine.Grains.GetGrain<IKeptGrain>(_key).Serial();
        await Grain.Delay(TimeSpan.FromMinutes(5));
        var idle = engine.Grains.GetGrain<ILifeGrain>(_key + "idle");
        await idle.Serial();
        await Soon.Is(() => Journal.Of(_key + "idle").Contains("deactivated: ActivationIdle"), "an idle grain is collected");
        await Task.Delay(EngineFixture.IdleAge, TestContext.Current.CancellationToken);
        Assert.Equal(["activated"], Journal.Of(_key));
        Assert.Equal(kept, await engine.Grains.GetGrain<IKeptGrain>(_key).Serial());
    }

    [Fact]
    public async Task A_grain_with_a_call_in_progress_is_not_collected()
    {
        var before = await Grain.Serial();
        var working = Grain.Work(_key);
        var idle = engine.Grains.GetGrain<ILifeGrain>(_key + "idle");
        await idle.Serial();
        await Soon.Is(() => Journal.Of(_key + "idle").Contains("deactivated: ActivationIdle"), "a grain that was used later is collected");
        var waiting = Grain.Serial();
        Gate.Open(_key);
        Assert.Equal([before, before], [await working, await waiting]);
    }

    [Fact]
    public async Task A_failing_constructor_is_wrapped_and_the_next_call_tries_again()
    {
        var grain = engine.Grains.GetGrain<IBrokenGrain>(_key, typeof(BrokenConstructorGrain).FullName);
        Breakage.Set(_key, true);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => grain.Ping());
        Assert.IsType<FormatException>(failure.InnerException);
        Breakage.Set(_key, false);
        await grain.Ping();
    }

    [Fact]
    public async Task A_failing_activation_reaches_every_waiting_caller_as_it_is_and_the_next_call_tries_again()
    {
        var grain = engine.Grains.GetGrain<IBrokenGrain>(_key, typeof(BrokenActivationGrain).FullName);
        Breakage.Set(_key, true);
        var calls = Enumerable.Range(0, 3).Select(_ => grain.Ping()).ToList();
        Gate.Open(_key);
        foreach (var call in calls)
        {
            Assert.Equal("activation", (await Assert.ThrowsAsync<FormatException>(() => call)).Message);
        }
        Breakage.Set(_key, false);
        await grain.Ping();
    }

    [Fact]
    public async Task A_grain_gets_services_of_its_own_scope() => Assert.True(await Grain.HasScopedService());

    [Fact]
    public async Task A_stateless_worker_has_at_most_its_number_of_activations()
    {
        var worker = engine.Grains.GetGrain<IWorkerGrain>(7);
        var calls = Enumerable.Range(0, 6).Select(_ => worker.Work(_key)).ToList();
        await Soon.Is(() => WorkerGrain.RunningAt(_key) >= 2, "two workers run");
        Assert.Equal(2, WorkerGrain.RunningAt(_key));
        Gate.Open(_key);
        Assert.Equal(2, (await Task.WhenAll(calls)).Distinct().Count());
    }

    [Fact]
    public void The_startup_task_has_run() => Assert.True(Startup.Ran);
}
