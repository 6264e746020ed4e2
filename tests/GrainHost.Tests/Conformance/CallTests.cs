using System.Diagnostics;

namespace Platform.Tests.Conformance;

public sealed class CallTests(EngineFixture engine) : IAsyncLifetime
{
    private static long _keys;
    private readonly string _page = Guid.NewGuid().ToString("N");
    private readonly long _key = Interlocked.Increment(ref _keys);

    private ICallGrain Grain => engine.Grains.GetGrain<ICallGrain>(_key);

    private ICallGrain Other => engine.Grains.GetGrain<ICallGrain>(-_key);

    public async ValueTask InitializeAsync() => await Grain.Warm();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_methods_exception_reaches_the_caller() =>
        Assert.Equal("oops", (await Assert.ThrowsAsync<InvalidOperationException>(() => Grain.Throw("oops"))).Message);

    [Fact]
    public async Task An_own_exception_keeps_its_members()
    {
        var failure = await Assert.ThrowsAsync<OwnFailureException>(async () => await Grain.ThrowOwn("oops", 42));
        Assert.Equal(("oops", 42), (failure.Message, failure.Code));
    }

    [Fact]
    public async Task A_method_that_throws_before_its_first_await_fails_the_task_and_not_the_call()
    {
        var call = Grain.ThrowBeforeTheFirstAwait();
        await Assert.ThrowsAsync<ArgumentException>(() => call);
    }

    [Fact]
    public async Task A_one_way_call_is_done_for_the_caller_when_it_is_sent_and_runs_all_the_same()
    {
        await Grain.OneWay(_page, _page);
        Assert.Empty(Journal.Of(_page));
        Gate.Open(_page);
        await Soon.Is(() => Journal.Of(_page).Count == 1, "the one-way call runs");
    }

    [Fact]
    public async Task A_failing_one_way_call_is_only_logged()
    {
        await Grain.OneWayFails($"one-way {_page}");
        await Soon.Is(() => engine.Log.Lines.Any(line => line.Contains($"one-way {_page}", StringComparison.Ordinal)), "the log line");
    }

    [Fact]
    public async Task A_call_without_an_answer_in_time_fails_and_its_method_runs_on()
    {
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAsync<TimeoutException>(() => Grain.Hasty(_page, _page));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.25, 25);
        Assert.Equal(["begins"], Journal.Of(_page));
        Gate.Open(_page);
        await Soon.Is(() => Journal.Of(_page).Count == 2, "the method ends");
    }

    [Fact]
    public async Task A_call_that_still_waits_at_its_time_out_never_runs()
    {
        var running = Grain.Wait(_page, _page + "gate");
        await Assert.ThrowsAsync<TimeoutException>(() => Grain.Hasty(_page + "late", _page));
        Gate.Open(_page + "gate");
        await running;
        await Grain.Warm();
        Assert.Empty(Journal.Of(_page + "late"));
    }

    [Fact]
    public async Task A_running_calls_cancellation_answers_the_caller_at_once_and_reaches_the_method()
    {
        using var source = new CancellationTokenSource();
        var call = Grain.Cancellable(_page, source.Token);
        await Soon.Is(() => Journal.Of(_page).Count == 1, "the method begins");
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Soon.Is(() => Journal.Of(_page).Count == 2, "the method is cancelled");
    }

    /// <summary>Whether the call never starts is another matter: on Orleans the signal may be late.</summary>
    [Fact]
    public async Task A_waiting_calls_cancellation_answers_the_caller_at_once()
    {
        using var source = new CancellationTokenSource();
        var running = Grain.Wait(_page, _page);
        await Soon.Is(() => Journal.Of(_page).Count == 1, "the first call begins");
        var waiting = Grain.Cancellable(_page + "late", source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Gate.Open(_page);
        await running;
    }

    [Fact]
    public async Task A_call_with_a_cancelled_token_is_not_made()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Grain.Cancellable(_page, new CancellationToken(true)));
        await Grain.Warm();
        Assert.Empty(Journal.Of(_page));
    }

    [Fact]
    public async Task The_request_context_travels_on_with_further_calls_and_never_back()
    {
        RequestContext.Set(_page, "forth");
        Assert.Equal("forth", await Grain.ContextVia(Other, _page));
        await Grain.SetContext(_page, "back");
        Assert.Equal("forth", RequestContext.Get(_page));
    }

    [Fact]
    public async Task A_request_without_context_does_not_see_that_of_another()
    {
        RequestContext.Set(_page, "mine");
        await Grain.Context(_page);
        RequestContext.Clear();
        Assert.Null(await Grain.Context(_page));
    }

    [Fact]
    public async Task Values_of_the_request_context_are_copied()
    {
        var mine = new List<int>();
        RequestContext.Set(_page, mine);
        Assert.Equal(1, await Grain.MutateContext(_page));
        Assert.Empty(mine);
    }

    [Fact]
    public async Task Other_async_locals_do_not_cross_a_call()
    {
        CallGrain.Foreign.Value = "leak";
        Assert.Null(await Grain.ForeignAsyncLocal());
    }

    [Fact]
    public async Task A_generic_method_may_be_called() => Assert.Equal(("a", 1), (await Grain.Echo("a"), await Grain.Echo(1)));

    [Fact]
    public async Task A_default_interface_method_may_be_called() => Assert.Equal("from the interface", await Grain.Greeting());

    [Fact]
    public async Task An_internal_interface_may_be_called() =>
        Assert.Equal("inside", await engine.Grains.GetGrain<IInternalGrain>(_page).Echo("inside"));

    [Fact]
    public async Task A_call_beyond_the_limit_of_waiting_ones_is_refused()
    {
        var running = Grain.Wait(_page, _page);
        var waiting = Enumerable.Range(0, Limits.WaitingMax * 2).Select(_ => Grain.Warm()).ToList();
        Gate.Open(_page);
        var refused = 0;
        foreach (var call in waiting)
        {
            try
            {
                await call;
            }
            catch (LimitExceededException)
            {
                refused++;
            }
        }
        await running;
        Assert.InRange(refused, 1, Limits.WaitingMax + 1);
    }

    [Fact]
    public async Task An_exception_may_be_an_argument() =>
        Assert.Equal("as data", await Grain.MessageOf(new InvalidOperationException("as data")));
}
