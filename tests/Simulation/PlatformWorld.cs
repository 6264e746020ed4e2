using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.GrainHost;
using Platform.Audit;
using Platform.Bots;
using Platform.DataRights;
using Platform.Gateways;
using Platform.Hosting;
using Platform.Ids;
using Platform.Secrets;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Simulation;

/// <summary>The platform in a simulated world: the real grains and filters over a store and a gateway that fail by the seed.</summary>
internal sealed class PlatformWorld : IDisposable
{
    private static readonly DateTimeOffset MondayMorning = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly SeededIds _ids;

    public PlatformWorld(int seed)
    {
        World = new SimulatedWorld(seed, new SimulatedWorldOptions { Start = MondayMorning });
        Faults = new Faults(new Random(seed * 31 + 1));
        _ids = new SeededIds(new Random(seed * 31 + 2));
        Store = new SimulatedStore(World.Clock, Faults);
        Gateway = new SimulatedGateway(World.Clock, Faults);
    }

    public SimulatedWorld World { get; }

    public Faults Faults { get; }

    public SimulatedStore Store { get; }

    public SimulatedGateway Gateway { get; }

    public SimulatedHost? Host { get; private set; }

    public TimeProvider Clock => World.Clock;

    /// <summary>Starts the process, again after a crash.</summary>
    public async Task Start() => Host = await World.StartHost(silo =>
    {
        silo.AddPlatform();
        silo.AddMemoryGrainStorageAsDefault();
        silo.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        silo.Services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        silo.Services.AddSingleton<ITurnStore>(Store);
        silo.Services.AddSingleton<IOutbox>(Store);
        silo.Services.AddSingleton<IDueWork>(Store);
        silo.Services.AddSingleton<IRecordReader>(Store);
        silo.Services.AddSingleton<IAuditLog>(Store);
        silo.Services.AddSingleton<IStorageProbe>(Store);
        silo.Services.AddSingleton<IMessageGateway>(Gateway);
        silo.Services.AddSingleton<IIdSource>(_ids);
        silo.Services.AddSingleton<ISecretProtector, OpenSecrets>();
        silo.Services.AddSingleton<ITenantRemoval, NoRemoval>();
        silo.Services.AddSingleton<ITenantKeys>(new NoKeys());
        silo.Services.AddSingleton<IPersonalData, NobodyErased>();
        silo.Services.AddSingleton<IKeyedHashes, NobodyErased>();
        silo.Services.AddSingleton<IExpiredRows, NothingExpires>();
        silo.Services.AddSingleton<IAuditReader, NothingExpires>();
        silo.Services.AddSingleton(BotLibrary.Shipped);
        silo.Services.AddOptions();
    });

    /// <summary>Kills the process without a word.</summary>
    public void Crash()
    {
        Host?.Crash();
        Host = null;
    }

    /// <summary>Calls the platform as a front does, for the tenant.</summary>
    public async Task<T> Call<T>(TenantId tenant, Func<IGrainFactory, Task<T>> call)
    {
        var host = Host ?? throw new StoreUnavailableException("The process is not there.");
        ActingTenant.Set(tenant);
        return await call(host.Grains);
    }

    public void Dispose() => World.Dispose();

    // Nothing is sealed in the simulation.
    private sealed class NoKeys : ITenantKeys
    {
        public Task Erase(TenantId tenant, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
