using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Platform.Alarms;
using Platform.DataRights;
using Platform.People;
using Platform.Tenancy;

namespace Platform.Hosting;

/// <summary>What every silo of the platform runs, whatever its engine; shared with tests.</summary>
public static class PlatformSilo
{
    /// <summary>Adds the tenancy filters and starts the clocks. Clustering is the host's choice.</summary>
    public static ISiloBuilder AddPlatform(this ISiloBuilder silo)
    {
        silo.Services.TryAddSingleton<Tombstones>();
        silo.Services.TryAddSingleton<AccountTools>();
        silo.AddIncomingGrainCallFilter<TenantGuard>();
        silo.AddOutgoingGrainCallFilter<OwnTenantFilter>();
        silo.AddStartupTask(StartClocks);
        return silo;
    }

    private static async Task StartClocks(IServiceProvider services, CancellationToken cancellationToken)
    {
        var grains = services.GetRequiredService<IGrainFactory>();
        for (var shard = 0; shard < services.GetRequiredService<IOptions<ClockOptions>>().Value.Shards; shard++)
        {
            await grains.Clock(shard).Start(cancellationToken);
        }
        await grains.OperatorPost().Start(cancellationToken);
    }
}
