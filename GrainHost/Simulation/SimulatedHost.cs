using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.GrainHost.Engine;
using Orleans.Hosting;

namespace Orleans.GrainHost;

/// <summary>A host of grains in a simulated world. It is used inside the world only.</summary>
public sealed class SimulatedHost
{
    private readonly SimulatedQueue _queue;
    private readonly HostClock _clock;
    private readonly ServiceProvider _services;
    private readonly GrainEngine _engine;
    private readonly List<SimulatedGroup> _groups = [];

    internal SimulatedHost(SimulatedQueue queue, Action<ISiloBuilder> configure)
    {
        _queue = queue;
        _clock = new HostClock(queue.Clock);
        var services = new ServiceCollection();
        services.AddSingleton<RunQueue>(queue);
        services.AddSingleton<TimeProvider>(_clock);
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        configure(EngineServices.Add(services, new ConfigurationBuilder().Build()));
        _services = services.BuildServiceProvider();
        _engine = _services.GetRequiredService<GrainEngine>();
    }

    /// <summary>The way to the grains, for code in the world.</summary>
    public IGrainFactory Grains => _engine.References;

    public IServiceProvider Services => _services;

    /// <summary>How many activations there are.</summary>
    public int ActivationCount => _engine.ActivationCount;

    /// <summary>Starts work that belongs to this host and dies with it, like a background loop of the program.</summary>
    public Task Spawn(string name, Func<Task> body)
    {
        _queue.ThrowIfOutside();
        var group = new SimulatedGroup(_queue, name);
        _groups.Add(group);
        return _queue.Spawn(group, body);
    }

    /// <summary>
    /// The process is gone, at once: no activation is deactivated, nothing that waits in it ever runs again, its timers are
    /// silent. Calls made from outside it fail with <see cref="Runtime.SiloUnavailableException"/>. Its services are not
    /// disposed, since a dead process disposes nothing; what the test itself registered lives on. A fake that crashes the host
    /// in the middle of a grain's call returns a task that never ends, so that the grain does not go on either.
    /// </summary>
    public void Crash()
    {
        _queue.ThrowIfOutside();
        _clock.Crash();
        foreach (var group in _groups)
        {
            group.Discard();
        }
        _engine.Crash();
    }

    /// <summary>Ends every activation, as a stopping program does.</summary>
    public async Task Stop(CancellationToken cancellationToken = default)
    {
        _queue.ThrowIfOutside();
        await _services.GetRequiredService<GrainHostService>().StopAsync(cancellationToken);
    }

    internal Task Start() => _services.GetRequiredService<GrainHostService>().StartAsync(CancellationToken.None);
}
