namespace Platform.Tests.Conformance;

/// <summary>The order of calls is promised for a grain that is active; while one is placed, Orleans may change it.</summary>
public sealed class TurnTests(EngineFixture engine) : IAsyncLifetime
{
    private readonly string _key = Guid.NewGuid().ToString("N");

    private ITurnGrain Grain => engine.Grains.GetGrain<ITurnGrain>(_key, typeof(TurnGrain).FullName);

    private ITurnGrain Reentrant => engine.Grains.GetGrain<IReentrantGrain>(_key);

    public async ValueTask InitializeAsync()
    {
        await Grain.Ping();
        await Reentrant.Ping();
        await engine.Grains.GetGrain<IMayInterleaveGrain>(_key).Ping();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Calls_of_one_caller_start_in_the_order_in_which_they_were_made()
    {
        var calls = Enumerable.Range(0, 200).Select(number => Grain.Append(number)).ToList();
        await Task.WhenAll(calls);
        Assert.Equal(Enumerable.Range(0, 200), await Grain.Numbers());
    }

    [Fact]
    public async Task A_call_waits_until_the_one_before_has_ended()
    {
        var first = Grain.Work("first", _key + "1");
        var second = Grain.Work("second", _key + "2");
        Gate.Open(_key + "2");
        await Soon.Is(() => Journal.Of(_key).Count == 1, "the first call begins");
        Gate.Open(_key + "1");
        await Task.WhenAll(first, second);
        Assert.Equal(["first begins", "first ends", "second begins", "second ends"], Journal.Of(_key));
    }

    [Fact]
    public async Task A_reentrant_grain_starts_a_call_while_another_waits()
    {
        var first = Reentrant.Work("first", _key + "1");
        var second = Reentrant.Work("second", _key + "2");
        Gate.Open(_key + "2");
        await second;
        Gate.Open(_key + "1");
        await first;
        Assert.Equal(["first begins", "second begins", "second ends", "first ends"], Journal.Of(_key));
    }

    [Fact]
    public async Task One_thread_at_a_time_runs_in_a_reentrant_grain()
    {
        const int Calls = 50;
        var calls = Enumerable.Range(0, Calls).Select(_ => Task.Run(() => Reentrant.YieldAndCount(20, _key))).ToList();
        Gate.Open(_key);
        await Task.WhenAll(calls);

        // Calls interleave at their awaits, so the plain counter comes back to zero only if no two threads ever met.
        Assert.Equal(0, await Reentrant.Inside());
    }

    [Fact]
    public async Task An_always_interleaving_call_overtakes_a_running_and_a_waiting_one()
    {
        var running = Grain.Work("running", _key + "r");
        var waiting = Grain.Work("waiting", _key + "w");
        Gate.Open(_key + "a");
        await Grain.Always("always", _key + "a");
        Gate.Open(_key + "r");
        Gate.Open(_key + "w");
        await Task.WhenAll(running, waiting);
        Assert.Equal(["running begins", "always begins", "always ends", "running ends", "waiting begins", "waiting ends"],
            Journal.Of(_key));
    }

    [Fact]
    public async Task An_ordinary_call_starts_beside_a_running_always_interleaving_one()
    {
        var always = Grain.Always("always", _key + "a");
        Gate.Open(_key + "w");
        await Grain.Work("work", _key + "w");
        Gate.Open(_key + "a");
        await always;
        Assert.Equal(["always begins", "work begins", "work ends", "always ends"], Journal.Of(_key));
    }

    [Fact]
    public async Task Reads_run_side_by_side()
    {
        var first = Grain.Read("first", _key + "1");
        Gate.Open(_key + "2");
        await Grain.Read("second", _key + "2");
        Gate.Open(_key + "1");
        await first;
        Assert.Equal(["first begins", "second begins", "second ends", "first ends"], Journal.Of(_key));
    }

    [Fact]
    public async Task A_read_overtakes_a_write_that_waits_behind_a_read()
    {
        var read = Grain.Read("read", _key + "r");
        var write = Grain.Work("write", _key + "w");
        Gate.Open(_key + "late");
        await Grain.Read("late read", _key + "late");
        Gate.Open(_key + "w");
        Gate.Open(_key + "r");
        await Task.WhenAll(read, write);
        Assert.Equal(["read begins", "late read begins", "late read ends", "read ends", "write begins", "write ends"], Journal.Of(_key));
    }

    [Fact]
    public async Task A_write_waits_until_the_last_of_several_reads_has_ended()
    {
        var first = Grain.Read("first", _key + "1");
        var second = Grain.Read("second", _key + "2");
        var write = Grain.Work("write", _key + "w");
        await Soon.Is(() => Journal.Of(_key).Count == 2, "both reads begin");
        Gate.Open(_key + "1");
        Gate.Open(_key + "w");
        await first;
        Gate.Open(_key + "late");
        await Grain.Read("late", _key + "late");
        Gate.Open(_key + "2");
        await Task.WhenAll(second, write);
        Assert.Equal(
            ["first begins", "second begins", "first ends", "late begins", "late ends", "second ends", "write begins", "write ends"],
            Journal.Of(_key));
    }

    [Fact]
    public async Task A_read_waits_for_a_running_write()
    {
        var write = Grain.Work("write", _key + "w");
        var read = Grain.Read("read", _key + "r");
        Gate.Open(_key + "r");
        await Soon.Is(() => Journal.Of(_key).Count == 1, "the write begins");
        Gate.Open(_key + "w");
        await Task.WhenAll(write, read);
        Assert.Equal(["write begins", "write ends", "read begins", "read ends"], Journal.Of(_key));
    }

    [Theory]
    [InlineData("slow", "quick")]
    [InlineData("quick", "slow")]
    public async Task A_call_interleaves_when_the_class_says_so_of_it_or_of_the_running_one(string running, string arriving)
    {
        var grain = engine.Grains.GetGrain<IMayInterleaveGrain>(_key);
        var first = grain.Work(running, _key + "1");
        Gate.Open(_key + "2");
        await grain.Work(arriving, _key + "2");
        Gate.Open(_key + "1");
        await first;
        Assert.Equal([$"{running} begins", $"{arriving} begins", $"{arriving} ends", $"{running} ends"], Journal.Of(_key));
    }

    [Fact]
    public async Task A_call_waits_while_one_of_those_that_run_does_not_let_it_in()
    {
        var grain = engine.Grains.GetGrain<IMayInterleaveGrain>(_key);
        var quick = grain.Work("quick", _key + "1");
        var slow = grain.Work("slow", _key + "2");
        await Soon.Is(() => Journal.Of(_key).Count == 2, "both begin");
        var late = grain.Work("late", _key + "3");
        Gate.Open(_key + "3");
        Gate.Open(_key + "4");
        await grain.Work("quick too", _key + "4");
        Gate.Open(_key + "2");
        await Task.WhenAll(slow, late);
        Gate.Open(_key + "1");
        await quick;
        Assert.Equal(
            [
                "quick begins", "slow begins", "quick too begins", "quick too ends", "slow ends", "late begins", "late ends", "quick ends",
            ],
            Journal.Of(_key));
    }

    [Fact]
    public async Task An_await_comes_back_to_the_grains_scheduler() => Assert.True(await Grain.ComesBackToItsScheduler());

    [Fact]
    public async Task A_grain_that_opens_the_call_chain_may_call_itself() => await Grain.CallSelf(allowReentrancy: true);

    [Fact]
    public async Task A_call_chain_may_come_back_to_a_grain_that_opened_it()
    {
        var other = engine.Grains.GetGrain<ITurnGrain>(_key + "other", typeof(TurnGrain).FullName);
        await Grain.CallMeBackVia(other, allowReentrancy: true);
    }

    [Fact]
    public async Task Every_grain_works_on_while_others_wait()
    {
        var waiting = Grain.Work("waits", _key + "1");
        await engine.Grains.GetGrain<ITurnGrain>(_key + "other", typeof(TurnGrain).FullName).Ping();
        Gate.Open(_key + "1");
        await waiting;
    }
}
