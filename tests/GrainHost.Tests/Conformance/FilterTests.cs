namespace Platform.Tests.Conformance;

public sealed class FilterTests(EngineFixture engine)
{
    private readonly string _key = Guid.NewGuid().ToString("N");

    private IFilteredGrain Grain => engine.Grains.GetGrain<IFilteredGrain>(_key);

    [Fact]
    public async Task An_incoming_filter_may_change_the_result() => Assert.Equal(42, await Grain.Doubled(21));

    [Fact]
    public async Task A_context_value_set_by_an_outgoing_filter_reaches_the_callee() =>
        Assert.Equal(nameof(IFilteredGrain.SeenFromOutgoing), await Grain.SeenFromOutgoing());

    [Fact]
    public async Task An_outgoing_filter_may_refuse_a_call() =>
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Grain.RefusedByCaller());

    [Fact]
    public async Task An_incoming_filter_may_refuse_a_call() =>
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Grain.RefusedByCallee());

    [Fact]
    public async Task An_incoming_filter_sees_the_methods_exception_and_may_answer_instead() =>
        Assert.Equal("swallowed by the filter", await Grain.Swallowed());

    [Fact]
    public async Task A_filter_that_neither_goes_on_nor_answers_fails_the_call() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Grain.Broken());

    [Fact]
    public async Task A_grains_own_filter_runs_after_those_of_the_host() =>
        Assert.Equal("the method and the grain's own filter", await Grain.ThroughOwnFilter());

    [Fact]
    public async Task A_filter_sees_interface_method_source_target_and_implementation()
    {
        await Grain.Doubled(1);
        var seen = Assert.Single(TracingFilter.Seen, call => call.Target == $"test.filtered/{_key}");
        Assert.EndsWith(nameof(IFilteredGrain), seen.Interface, StringComparison.Ordinal);
        Assert.Equal(nameof(IFilteredGrain.Doubled), seen.Method);
        Assert.Equal(nameof(FilteredGrain), seen.Implementation);
        Assert.StartsWith("sys.client/", seen.Source, StringComparison.Ordinal);
        Assert.True(seen.HasContext);
    }

    [Fact]
    public async Task An_exception_passes_through_the_filters_to_the_caller()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Grain.Fails());
        Assert.Equal("failed in the method", failure.Message);
    }
}
