using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Storage;
using Platform.Tests.Conformance;

[assembly: AssemblyFixture(typeof(EngineFixture))]

namespace Platform.Tests.Conformance;

/// <summary>One host for the whole suite, wired through the API that both engines share.</summary>
public sealed class EngineFixture : IAsyncLifetime
{
    /// <summary>Of idle activations; the collector looks twice as often.</summary>
    public static readonly TimeSpan IdleAge = TimeSpan.FromSeconds(2);

    /// <summary>A grain that is stuck on purpose must not hold up the end of the suite.</summary>
    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(2);

    private readonly IHost _host;

    public EngineFixture()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(Log);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownPatience);
        builder.UseOrleans(Configure);
        _host = builder.Build();
    }

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _host.Services;

    public FaultyStorage Storage { get; } = new();

    public RecordingLog Log { get; } = new();

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private void Configure(ISiloBuilder silo)
    {
        silo.UseLocalhostClustering();
        silo.Configure<GrainCollectionOptions>(options =>
        {
            options.CollectionAge = IdleAge;
            options.CollectionQuantum = IdleAge / 2;
        });
        silo.Configure<SiloMessagingOptions>(options => options.MaxEnqueuedRequestsHardLimit = Limits.WaitingMax);
        silo.AddMemoryGrainStorageAsDefault();
        silo.AddMemoryGrainStorage("memory");
        silo.Services.AddKeyedSingleton<IGrainStorage>("faulty", Storage);
        silo.Services.AddScoped<ScopedThing>();
        silo.Services.AddSingleton(this);
        silo.AddIncomingGrainCallFilter<TracingFilter>();
        silo.AddIncomingGrainCallFilter(async context =>
        {
            await context.Invoke();
            if (context.MethodName == nameof(IFilteredGrain.Doubled) && context.Result is int result)
            {
                context.Result = result * 2;
            }
        });
        silo.AddOutgoingGrainCallFilter(context =>
        {
            if (context.InterfaceMethod.DeclaringType == typeof(IFilteredGrain))
            {
                RequestContext.Set("outgoing", context.MethodName);
            }
            return context.MethodName == nameof(IFilteredGrain.RefusedByCaller)
                ? throw new UnauthorizedAccessException("refused")
                : context.Invoke();
        });
        silo.AddStartupTask((services, _) =>
        {
            Startup.Ran = services.GetRequiredService<IGrainFactory>() is not null;
            return Task.CompletedTask;
        });
    }
}
