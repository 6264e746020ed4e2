namespace Platform.Tests.Conformance;

public sealed class TimerTests(EngineFixture engine)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);
    private readonly string _key = Guid.NewGuid().ToString("N");

    private ITimerGrain Grain => engine.Grains.GetGrain<ITimerGrain>(_key);

    [Fact]
    public async Task A_timer_ticks_again_and_again_until_it_is_stopped()
    {
        await Grain.Start(Short, Short);
        await Soon.Is(() => Journal.Of(_key).Count >= 3, "three ticks");
        await Grain.Stop();
        var ticks = await Grain.Ticks();
        await Task.Delay(Short * 5, TestContext.Current.CancellationToken);
        Assert.Equal(ticks, await Grain.Ticks());
    }

    [Fact]
    public async Task A_timer_with_an_infinite_period_ticks_once()
    {
        await Grain.Start(Short, Timeout.InfiniteTimeSpan);
        await Soon.Is(() => Journal.Of(_key).Count == 1, "one tick");
        await Task.Delay(Short * 5, TestContext.Current.CancellationToken);
        Assert.Equal(1, await Grain.Ticks());
    }

    [Fact]
    public async Task A_tick_has_no_request_context()
    {
        await Grain.Start(Short, Timeout.InfiniteTimeSpan);
        await Soon.Is(() => Journal.Of(_key).Count == 1, "one tick");
        Assert.Equal(["tick, context empty"], Journal.Of(_key));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7)]
    public async Task Each_form_of_registering_ticks(int form)
    {
        await Grain.StartForm(form);
        await Soon.Is(() => Journal.Of(_key).Count == 1, "one tick");
        Assert.Equal([$"{form}"], Journal.Of(_key));
    }

    [Fact]
    public async Task A_tick_waits_for_the_running_call()
    {
        var busy = Grain.StartAndBeBusy(Short, interleave: false, _key + "b");
        await Task.Delay(Short * 5, TestContext.Current.CancellationToken);
        Gate.Open(_key + "b");
        await busy;
        await Soon.Is(() => Journal.Of(_key).Count == 3, "the tick");
        Assert.Equal(["busy", "free", "tick"], Journal.Of(_key));
    }

    [Fact]
    public async Task An_interleaving_tick_runs_beside_the_running_call()
    {
        var busy = Grain.StartAndBeBusy(Short, interleave: true, _key + "b");
        await Soon.Is(() => Journal.Of(_key).Count == 2, "the tick");
        Gate.Open(_key + "b");
        await busy;
        Assert.Equal(["busy", "tick", "free"], Journal.Of(_key));
    }

    [Fact]
    public async Task A_failing_tick_is_logged_and_the_timer_goes_on()
    {
        await Grain.StartFailing();
        await Soon.Is(async () => await Grain.Ticks() >= 2, "two ticks");
        await Grain.Stop();
        await Soon.Is(() => engine.Log.Lines.Any(line => line.Contains($"tick of {_key}", StringComparison.Ordinal)), "the log line");
    }

    [Fact]
    public async Task A_change_inside_a_tick_takes_effect_after_it()
    {
        await Grain.ChangeInTick();
        await Soon.Is(() => Journal.Of(_key).Count >= 2, "a second tick");
        await Grain.Stop();
    }

    [Fact]
    public async Task Timers_end_with_their_activation()
    {
        await Grain.Start(Short, Short);
        await Soon.Is(() => Journal.Of(_key).Count >= 1, "a tick");
        await Grain.End();
        await Soon.Is(async () => await Grain.Ticks() == 0, "the next activation");
        await Task.Delay(Short * 5, TestContext.Current.CancellationToken);
        Assert.Equal(0, await Grain.Ticks());
    }

    [Fact]
    public async Task Incoming_filters_see_ticks_under_their_well_known_name()
    {
        await Grain.Start(Short, Timeout.InfiniteTimeSpan);
        await Soon.Is(() => Journal.Of(_key).Count == 1, "one tick");
        var id = $"test.timer/{_key}";
        Assert.Contains(
            TracingFilter.Seen,
            call => call.Target == id && call.Source == id && call is { Interface: "IGrainTimerInvoker", Method: "InvokeCallbackAsync" });
    }

    [Fact]
    public async Task The_grain_factory_of_a_grain_is_refused_outside_its_turn() => Assert.True(await Grain.ThrowsOutsideItsTurn());
}
