using Platform.Channels;
using Platform.Tenancy;

namespace Platform.FreeSwitch;

/// <summary>
/// Where names lead, remembered briefly: every request of a call asks for the same few names. A name that leads nowhere is remembered too.
/// A change of a claim shows after <see cref="FreshFor"/>.
/// </summary>
internal sealed class RouteCache(IGrainFactory grains, TimeProvider clock)
{
    internal static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(15);

    // Names, not calls: thousands of companies with a few names each. About 200 bytes apiece.
    private const int NamesMax = 50_000;

    private readonly BriefCache<ChannelId, TenantId?> _routes = new(NamesMax, FreshFor, clock);

    internal async ValueTask<TenantId?> Resolve(ChannelId name, CancellationToken cancellationToken)
    {
        if (_routes.TryGet(name, out var known))
        {
            return known;
        }

        var route = await grains.Route(name).Resolve(cancellationToken).WaitAsync(cancellationToken);
        _routes.Put(name, route?.Tenant);
        return route?.Tenant;
    }
}
