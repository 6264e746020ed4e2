using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Tests.Conformance;

namespace Platform.Tests.Engine;

/// <summary>
/// What is answered at any time (<c>[AlwaysInterleave]</c>) is answered on the asking grain's thread where the asked one is idle: no
/// other thread is woken for it. Nothing else of a call changes by that.
/// </summary>
public sealed class AnswersAtOnceTests : IAsyncLifetime
{
    private readonly IHost _host = Build();

    private IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public async ValueTask InitializeAsync() => await _host.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }

    [Fact]
    public async Task An_idle_grain_answers_before_the_asking_turn_goes_on()
    {
        await Grain(2).Thread();
        Assert.Equal((true, true), await Grain(1).Ask(2));
    }

    [Fact]
    public async Task A_grain_that_is_not_active_yet_answers_in_its_time()
    {
        var (atOnce, _) = await Grain(11).Ask(12);
        Assert.False(atOnce);
    }

    [Fact]
    public async Task The_asked_grain_has_a_turn_and_a_context_of_its_own()
    {
        await Grain(22).Thread();
        Assert.Equal(("mine", "mine"), await Grain(21).AskWithContext(22));
    }

    [Fact]
    public async Task A_grain_in_a_turn_on_another_thread_is_waited_for()
    {
        var holding = Grain(32).Hold();
        await AskingGrain.Holding(32);
        Assert.True(await Grain(31).AskTheHeld(32));
        await holding;
    }

    [Fact]
    public async Task An_ordinary_call_never_keeps_the_asking_turn()
    {
        await Grain(42).Thread();
        await Grain(41).CallTheHeld(42);
    }

    [Fact]
    public async Task A_long_chain_of_questions_comes_to_its_end()
    {
        const int Last = 5_000;
        for (var key = 100; key <= Last; key++) { await Grain(key).Thread(); }
        Assert.Equal(Last - 99, await Grain(100).CountTo(Last));
    }

    [Fact]
    public async Task Grains_that_ask_each_other_do_not_lock_one_another()
    {
        await Grain(52).Thread();
        Assert.True(await Grain(51).AskBack(52));
    }

    [Fact]
    public async Task Many_that_ask_one_are_answered_one_at_a_time()
    {
        const int Askers = 20;
        await Grain(62).Thread();
        var alone = await Task.WhenAll(Enumerable.Range(0, Askers).Select(number => Grain(10_000 + number).AskOften(62)));
        Assert.All(alone, Assert.True);
    }

    private IAskingGrain Grain(long key) => Grains.GetGrain<IAskingGrain>(key);

    private static IHost Build()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo.UseLocalhostClustering());
        return builder.Build();
    }
}
