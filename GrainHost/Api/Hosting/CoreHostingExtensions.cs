using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>What an embedded host has of clustering: that it is alone.</summary>
public static class CoreHostingExtensions
{
    /// <summary>One process. The ports are taken so that both engines share their wiring; nothing listens on them.</summary>
    /// <exception cref="OrleansConfigurationException">Another process is named as the primary.</exception>
    public static ISiloBuilder UseLocalhostClustering(
        this ISiloBuilder builder, int siloPort = 11111, int gatewayPort = 30000, IPEndPoint? primarySiloEndpoint = null,
        string serviceId = "dev", string clusterId = "dev")
    {
        if (primarySiloEndpoint is not null && primarySiloEndpoint.Port != siloPort)
        {
            throw new OrleansConfigurationException(
                "The embedded host of grains is one process only: it has no other primary than itself.");
        }
        builder.Services.Configure<ClusterOptions>(options =>
        {
            options.ServiceId = serviceId;
            options.ClusterId = clusterId;
        });
        return builder;
    }
}
