using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.GrainHost;
using Orleans.Serialization;
using Platform.Tests.Conformance;

namespace Platform.Tests.Engine;

/// <summary>What only the embedded host promises.</summary>
public sealed class HostTests
{
    private readonly string _key = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task A_hundred_thousand_grains_are_held_in_less_than_700_bytes_each()
    {
        const int Grains = 100_000;
        const int BytesMax = 700;
        using var host = await Start();
        var grains = Of(host);
        await grains.GetGrain<IPlainGrain>(-1).Ping();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var key = 0; key < Grains; key++)
        {
            await grains.GetGrain<IPlainGrain>(key).Ping();
        }
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / Grains;
        Assert.InRange(bytes, 1, BytesMax);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_call_cancelled_while_it_waits_never_starts()
    {
        using var host = await Start();
        var grain = Of(host).GetGrain<ICallGrain>(1);
        using var source = new CancellationTokenSource();
        var running = grain.Wait(_key, _key);
        var waiting = grain.Cancellable(_key + "late", source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Gate.Open(_key);
        await running;
        await grain.Warm();
        Assert.Empty(Journal.Of(_key + "late"));
    }

    [Fact]
    public async Task A_result_without_a_copier_fails_its_call_and_leaves_the_grain_to_the_next()
    {
        using var host = await Start();
        var grain = Of(host).GetGrain<IUncopyableGrain>(_key);
        await Assert.ThrowsAsync<CodecNotFoundException>(() => grain.Give(copyable: false));
        Assert.Equal("text", await grain.Give(copyable: true));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_stopping_host_deactivates_its_grains_and_lets_running_calls_end()
    {
        using var host = await Start();
        var call = Of(host).GetGrain<ILifeGrain>(_key).Work(_key);
        await Soon.Is(() => Journal.Of(_key).Count == 1, "the grain is active");
        var stop = host.StopAsync();
        Assert.False(call.IsCompleted);
        Gate.Open(_key);
        await stop;
        await call;
        Assert.Contains("deactivated: ShuttingDown", Journal.Of(_key));
    }

    [Fact]
    public async Task A_call_that_never_ends_is_left_behind_when_the_patience_of_the_host_is_over()
    {
        using var host = await Start();
        var call = Of(host).GetGrain<ILifeGrain>(_key).Work("never opened");
        await Soon.Is(() => Journal.Of(_key).Count == 1, "the grain is active");
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await host.StopAsync(patience.Token);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => call);
    }

    [Fact]
    public async Task A_stopped_host_refuses_calls()
    {
        using var host = await Start();
        await host.StopAsync();
        await Assert.ThrowsAsync<SiloUnavailableException>(() => Of(host).GetGrain<IPlainGrain>(1).Ping());
    }

    [Fact]
    public async Task A_host_that_is_asked_to_join_a_cluster_does_not_start()
    {
        using var host = Build(_ => { }, ("Orleans:Clustering:ProviderType", "Redis"));
        var failure = await Assert.ThrowsAsync<OrleansConfigurationException>(() => host.StartAsync());
        Assert.Contains("one process only", failure.Message, StringComparison.Ordinal);
        Assert.Throws<OrleansConfigurationException>(
            () => Build(silo => silo.UseLocalhostClustering(11112, 30001, new IPEndPoint(IPAddress.Loopback, 11111))));
    }

    [Fact]
    public async Task A_wrong_option_keeps_the_host_from_starting()
    {
        using var host = Build(silo => silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.Zero));
        await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());
    }

    [Fact]
    public async Task A_failing_startup_task_keeps_the_host_from_starting()
    {
        using var host = Build(silo => silo.AddStartupTask((_, _) => throw new FormatException("startup")));
        await Assert.ThrowsAsync<FormatException>(() => host.StartAsync());
    }

    [Fact]
    public async Task Use_Orleans_may_be_called_more_than_once()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo.UseLocalhostClustering());
        builder.UseOrleans(silo => silo.AddMemoryGrainStorageAsDefault());
        using var host = builder.Build();
        await host.StartAsync();
        Assert.Single(host.Services.GetServices<IHostedService>(), service => service.GetType().Name == "GrainHostService");
        Assert.Equal(1, await Of(host).GetGrain<IMemoryStateGrain>(_key).Add("a"));
        await host.StopAsync();
    }

    [Fact]
    public async Task Assemblies_may_be_named_instead_of_searched()
    {
        using var host = await Start(silo => silo.Configure<GrainHostOptions>(options => options.SearchesApplicationFolder = false));
        Assert.Throws<ArgumentException>(() => Of(host).GetGrain<IPlainGrain>(1));
        using var named = await Start(silo => silo.Configure<GrainHostOptions>(options =>
        {
            options.SearchesApplicationFolder = false;
            options.Assemblies.Add(typeof(IPlainGrain).Assembly);
        }));
        await Of(named).GetGrain<IPlainGrain>(1).Ping();
    }

    [Fact]
    public async Task A_request_that_keeps_meeting_ending_activations_is_refused_in_the_end()
    {
        using var host = await Start();
        var grain = Of(host).GetGrain<ILifeGrain>(_key);
        var first = grain.EndAndWait(_key);
        var more = Enumerable.Range(0, 10).Select(_ => grain.End()).ToList();
        Gate.Open(_key);
        await first;
        var failures = 0;
        foreach (var call in more)
        {
            try
            {
                await call;
            }
            catch (OrleansMessageRejectionException)
            {
                failures++;
            }
        }
        Assert.InRange(failures, 1, 9);
        await grain.Serial();
    }

    [Fact]
    public async Task Workers_that_end_while_others_begin_do_not_lock_one_another()
    {
        const int Callers = 8;
        const int Rounds = 200;
        using var host = await Start();
        var worker = Of(host).GetGrain<IWorkerGrain>(1);
        Gate.Open(_key);
        var callers = Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < Rounds; i++)
            {
                try
                {
                    await (i % 3 == 0 ? worker.End() : worker.Work(_key));
                }
                catch (OrleansMessageRejectionException)
                {
                    // It met three ending workers in a row, which is not what this test is about.
                }
            }
        }));
        await Task.WhenAll(callers).WaitAsync(TimeSpan.FromSeconds(25));
    }

    [Fact]
    public async Task A_call_to_itself_waits_for_the_time_out_unless_the_chain_is_open()
    {
        using var host = await Start(silo =>
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(2)));
        var grain = Of(host).GetGrain<ITurnGrain>(_key, typeof(TurnGrain).FullName);
        await Assert.ThrowsAsync<TimeoutException>(() => grain.CallSelf(allowReentrancy: false));

        // The inner call was sent later, so the grain is free a moment after the outer caller has given up.
        await Soon.Is(async () => await Task.WhenAny(grain.Ping()) is { IsCompletedSuccessfully: true }, "the grain is free");
        await grain.CallSelf(allowReentrancy: true);
    }

    private static IGrainFactory Of(IHost host) => host.Services.GetRequiredService<IGrainFactory>();

    private static async Task<IHost> Start(Action<ISiloBuilder>? configure = null)
    {
        var host = Build(configure ?? (_ => { }));
        await host.StartAsync();
        return host;
    }

    private static IHost Build(Action<ISiloBuilder> configure, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Select(each => KeyValuePair.Create(each.Key, (string?)each.Value)));
        builder.Services.AddScoped<ScopedThing>();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering();
            configure(silo);
        });
        return builder.Build();
    }
}

[Alias("engine.plain")]
public interface IPlainGrain : IGrainWithIntegerKey
{
    [Alias("ping")]
    Task Ping();
}

[GrainType("engine.plain")]
public sealed class PlainGrain : Grain, IPlainGrain
{
    public Task Ping() => Task.CompletedTask;
}
