using Orleans.Storage;

namespace Platform.Tests.Conformance;

public sealed class StateTests(EngineFixture engine)
{
    private readonly string _key = Guid.NewGuid().ToString("N");

    private IStateGrain Grain => engine.Grains.GetGrain<IStateGrain>(_key);

    [Fact]
    public async Task A_state_without_a_record_is_fresh()
    {
        var view = await Grain.View();
        Assert.Equal((0, false, false), (view.Count, view.Exists, view.HasEtag));
    }

    [Fact]
    public async Task A_written_state_is_there_after_deactivation()
    {
        await Grain.Set(7);
        var before = await Grain.View();
        await Grain.End();
        await Soon.Is(async () => (await Grain.View()).Activation != before.Activation, "a new activation");
        Assert.Equal((7, true), ((await Grain.View()).Count, (await Grain.View()).Exists));
    }

    [Fact]
    public async Task Whether_a_record_exists_is_not_known_before_the_first_read() =>
        Assert.Equal("throws", await Grain.TouchedBeforeRead());

    [Fact]
    public async Task A_write_yields_even_if_the_store_completes_at_once() => Assert.True(await Grain.WriteYields());

    [Fact]
    public async Task Writes_asked_for_while_another_waits_are_merged_into_it()
    {
        Assert.Equal(1, await Grain.WriteManyAtOnce(10));
        Assert.Equal(1, engine.Storage.Writes[_key]);
        Assert.Contains("\"Count\":10", engine.Storage.Stored(_key), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cleared_state_has_no_record()
    {
        await Grain.Set(7);
        await Grain.Clear();
        Assert.False((await Grain.View()).Exists);
        Assert.Null(engine.Storage.Stored(_key));
    }

    [Fact]
    public async Task Rereading_brings_back_what_is_stored()
    {
        await Grain.Set(7);
        await Grain.SetInMemory(8);
        await Grain.Reread();
        Assert.Equal(7, (await Grain.View()).Count);
    }

    [Fact]
    public async Task A_foreign_exception_of_the_store_is_wrapped_and_the_activation_lives_on()
    {
        var before = await Grain.View();
        engine.Storage.FailNext(_key, () => new IOException("disk"));
        var failure = await Assert.ThrowsAsync<OrleansException>(() => Grain.Set(5));
        Assert.IsType<IOException>(failure.InnerException);
        var after = await Grain.View();
        Assert.Equal((before.Activation, 5), (after.Activation, after.Count));
    }

    [Fact]
    public async Task An_inconsistent_state_passes_unwrapped_and_ends_the_activation()
    {
        await Grain.Set(1);
        var before = await Grain.View();
        engine.Storage.FailNext(_key, () => new InconsistentStateException("etag", "2", "1"));
        var failure = await Assert.ThrowsAsync<InconsistentStateException>(() => Grain.Set(5));
        Assert.Equal(("2", "1"), (failure.StoredEtag, failure.CurrentEtag));
        var after = await Grain.View();
        Assert.NotEqual(before.Activation, after.Activation);
        Assert.Equal(1, after.Count);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_fails_the_activation_and_the_next_call_tries_again()
    {
        engine.Storage.FailNext(_key, () => new IOException("disk"));
        var failure = await Assert.ThrowsAsync<OrleansException>(() => Grain.View());
        Assert.IsType<IOException>(failure.InnerException);
        Assert.Equal(0, (await Grain.View()).Count);
    }

    [Fact]
    public async Task Memory_storage_keeps_states_apart_from_the_grain()
    {
        var grain = engine.Grains.GetGrain<IMemoryStateGrain>(_key);
        Assert.Equal(1, await grain.Add("a"));
        await grain.End();
        Assert.Equal(2, await grain.Add("b"));
    }

    [Fact]
    public async Task A_state_may_be_an_immutable_record()
    {
        var grain = engine.Grains.GetGrain<IProfileGrain>(_key);
        Assert.Null(await grain.Rename("a"));
        await grain.End();
        Assert.Equal("a", await grain.Rename("b"));
    }

    [Fact]
    public async Task The_base_class_with_a_state_keeps_it_in_the_default_store()
    {
        var grain = engine.Grains.GetGrain<IBaseStateGrain>(_key);
        Assert.Equal(1, await grain.Add());
        await grain.End();
        Assert.Equal(2, await grain.Add());
    }

    [Fact]
    public async Task A_store_that_is_not_registered_fails_the_call_and_is_named()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => engine.Grains.GetGrain<INoStoreGrain>(_key).Ping());
        var cause = failure;
        while (cause is not BadProviderConfigException)
        {
            cause = cause!.InnerException;
        }
        Assert.Contains("no such store", cause.Message, StringComparison.Ordinal);
    }
}
