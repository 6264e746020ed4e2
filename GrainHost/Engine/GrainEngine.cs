using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Core;
using Orleans.GrainHost.Engine.State;
using Orleans.Runtime;

namespace Orleans.GrainHost.Engine;

/// <summary>One host of grains: the classes it knows, their activations, and the calls on their way.</summary>
internal sealed partial class GrainEngine : IGrainRuntime
{
    private readonly FrozenDictionary<GrainType, GrainClass> _classes;
    private readonly FrozenSet<Type> _singletons;
    private readonly TimeSpan _sweepPeriod;
    private readonly bool _usesSystemClock;

    public GrainEngine(
        IServiceProvider services, RunQueue runQueue, ServiceInventory inventory, GrainHostOptions options,
        IOptions<SiloMessagingOptions> messaging, IOptions<GrainCollectionOptions> collection, ILogger<GrainEngine> log)
    {
        Services = services;
        RunQueue = runQueue;
        Log = log;
        Messaging = messaging.Value;
        Collection = collection.Value;
        Clock = services.GetService<TimeProvider>() ?? TimeProvider.System;
        GrainClock = services.GetKeyedService<TimeProvider>(TimeProviderNames.Grains) ?? Clock;
        _usesSystemClock = ReferenceEquals(Clock, TimeProvider.System);
        _singletons = inventory.Singletons();
        Outstanding = new OutstandingCalls(runQueue.IsDeterministic);
        IncomingFilters = [.. services.GetServices<IIncomingGrainCallFilter>()];
        OutgoingFilters = [.. services.GetServices<IOutgoingGrainCallFilter>()];
        _sweepPeriod = SweepPeriod(Messaging.ResponseTimeout);
        var shapes = GrainAssemblies.Find(options).SelectMany(GrainAssemblies.GrainClasses).Select(ClassShape.For).ToList();
        ThrowIfAmbiguous(shapes);
        _classes = shapes.ToFrozenDictionary(shape => shape.GrainType, shape => new GrainClass(this, shape));
        References = new ReferenceFactory(this, _classes.Values);
        _sweep = Clock.CreateCleanTimer(Sweep);
        _collect = Clock.CreateCleanTimer(Collect);
    }

    /// <summary>Who sends the calls of code outside grains.</summary>
    public static GrainId ClientId { get; } = GrainId.Create("sys.client", "hosted-embedded");

    public IServiceProvider Services { get; }

    public RunQueue RunQueue { get; }

    public ILogger Log { get; }

    public SiloMessagingOptions Messaging { get; }

    public GrainCollectionOptions Collection { get; }

    /// <summary>Of time-outs and idleness.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Of grain timers.</summary>
    public TimeProvider GrainClock { get; }

    public OutstandingCalls Outstanding { get; }

    public IIncomingGrainCallFilter[] IncomingFilters { get; }

    public IOutgoingGrainCallFilter[] OutgoingFilters { get; }

    public ReferenceFactory References { get; }

    public int ClassCount => _classes.Count;

    /// <summary>Milliseconds of the host's clock. The system's coarse count is many times cheaper than its clock.</summary>
    public long Now => _usesSystemClock ? Environment.TickCount64 : (long)Clock.GetElapsedTime(0, Clock.GetTimestamp()).TotalMilliseconds;

    public string SiloIdentity => "embedded";

    public IServiceProvider ServiceProvider => Services;

    public TimeProvider TimeProvider => GrainClock;

    IGrainFactory IGrainRuntime.GrainFactory => Activation.Current is null
        ? throw new InvalidOperationException("GrainFactory of a grain is used in a grain's turn only.")
        : References;

    public bool IsSingleton(Type service) =>
        _singletons.Contains(service) || (service.IsGenericType && _singletons.Contains(service.GetGenericTypeDefinition()));

    public void DeactivateOnIdle(IGrainContext grainContext) => grainContext.Deactivate(
        new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));

    public void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan) => ((Activation)grainContext).DelayDeactivation(timeSpan);

    public IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext) =>
        StateBridge.For<TGrainState>((Activation)grainContext, "state", null);

    public GrainClass? Class(GrainType type) => _classes.GetValueOrDefault(type);

    /// <summary>As often as Orleans: every second, or more often when calls time out sooner.</summary>
    private static TimeSpan SweepPeriod(TimeSpan timeout) => timeout switch
    {
        _ when timeout > TimeSpan.FromSeconds(1) => TimeSpan.FromSeconds(1),
        _ when timeout > TimeSpan.FromMilliseconds(1) => timeout,
        _ => TimeSpan.FromMilliseconds(1),
    };

    private static void ThrowIfAmbiguous(List<ClassShape> shapes)
    {
        var twice = shapes.GroupBy(shape => shape.GrainType).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new OrleansConfigurationException(
                $"The grain type \"{twice.Key}\" belongs to several classes: {string.Join(", ", twice.Select(shape => shape.Type))}.");
        }
    }
}
