using Microsoft.Extensions.Hosting;

namespace Platform.Hosting;

/// <summary>Starts the engine that this build was made for. The only place where the two differ.</summary>
internal static class GrainEngine
{
#if CLUSTER_ORLEANS
    /// <summary>What the engine is called in logs.</summary>
    public const string Name = "Orleans cluster";

    /// <summary>Joins the cluster that <c>Cluster:Redis</c> names, or forms one of this machine alone without it.</summary>
    public static IHostApplicationBuilder UseGrainEngine(this IHostApplicationBuilder builder) => builder.UseOrleans(silo =>
    {
        silo.AddPlatform();
        if (builder.Configuration["Cluster:Redis"] is { Length: > 0 } redis)
        {
            silo.UseRedisClustering(redis);
            silo.Configure<Orleans.Configuration.ClusterOptions>(builder.Configuration.GetSection("Cluster"));
            silo.Configure<Orleans.Configuration.EndpointOptions>(builder.Configuration.GetSection("Cluster:Endpoint"));
        }
        else
        {
            silo.UseLocalhostClustering();
        }
    });
#else
    /// <summary>What the engine is called in logs.</summary>
    public const string Name = "embedded";

    /// <summary>Hosts the grains in this process alone.</summary>
    public static IHostApplicationBuilder UseGrainEngine(this IHostApplicationBuilder builder) => builder.UseOrleans(silo =>
    {
        silo.AddPlatform();
        silo.UseLocalhostClustering();
    });
#endif
}
