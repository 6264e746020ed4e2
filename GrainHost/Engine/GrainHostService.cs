using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Orleans.GrainHost.Engine.Lifecycle;
using Orleans.Runtime;

namespace Orleans.GrainHost.Engine;

/// <summary>Starts and stops the host of grains with the program.</summary>
internal sealed class GrainHostService(
    GrainEngine engine, IEnumerable<ILifecycleParticipant<ISiloLifecycle>> participants, IConfiguration? configuration = null)
    : IHostedService
{
    private const string ClusteringKey = "Orleans:Clustering:ProviderType";
    private readonly LifecycleSubject _lifecycle = new();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        ThrowIfClusterIsAsked();
        foreach (var participant in participants)
        {
            participant.Participate(_lifecycle);
        }
        engine.Start();
        await _lifecycle.Start(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _lifecycle.Stop(cancellationToken);
        }
        finally
        {
            await engine.Stop(cancellationToken);
        }
    }

    /// <summary>Two embedded hosts would each hold the same grains: what asks for a cluster must not start here.</summary>
    private void ThrowIfClusterIsAsked()
    {
        if (configuration?[ClusteringKey] is { } provider and not ("Development" or "Localhost"))
        {
            throw new OrleansConfigurationException(
                $"{ClusteringKey} is \"{provider}\", but the embedded host of grains is one process only. "
                + "Build with -p:Cluster=Orleans for a cluster.");
        }
    }
}
