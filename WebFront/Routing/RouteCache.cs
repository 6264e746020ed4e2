using Platform.Caching;
using Platform.Channels;

namespace Platform.Routing;

/// <summary>
/// Where outside names lead, remembered briefly: every request asks for the same few names. A change of a claim shows after <see
/// cref="FreshFor"/>, and at once in the process that was asked for it.
/// </summary>
internal sealed class RouteCache(IGrainFactory grains, TimeProvider clock)
{
    /// <summary>Short, because a secret that was just replaced must not be good for long.</summary>
    internal static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);

    /// <summary>Shorter still: a gateway that is told "unknown" drops its event, and the name may be claimed in this moment.</summary>
    internal static readonly TimeSpan UnknownFor = TimeSpan.FromSeconds(2);

    // Thousands of companies with a few names each, at about 200 bytes.
    private const int NamesMax = 50_000;

    // Names of strangers have a room of their own, so that they cannot push out the claimed ones.
    private const int UnknownNamesMax = 2_000;

    private readonly BriefCache<ChannelId, Route> _routes = new(NamesMax, FreshFor, clock);
    private readonly BriefCache<ChannelId, bool> _unknown = new(UnknownNamesMax, UnknownFor, clock);

    /// <summary>Where the name leads, or <c>null</c> when nobody claimed it.</summary>
    internal ValueTask<Route?> Resolve(ChannelId name, CancellationToken cancellationToken)
    {
        if (_routes.TryGet(name, out var known))
        {
            return ValueTask.FromResult<Route?>(known);
        }
        return _unknown.TryGet(name, out _) ? ValueTask.FromResult<Route?>(null) : ResolveAnew(name, cancellationToken);
    }

    /// <summary>Asks anew for a name, its claim having changed.</summary>
    internal void Forget(ChannelId name)
    {
        _routes.Forget(name);
        _unknown.Forget(name);
    }

    /// <summary>
    /// Where the name leads now, also when what is remembered does not fit. Never from memory: who is refused by it loses what it brought,
    /// and of a claimed name the answer costs no look into the store.
    /// </summary>
    internal async ValueTask<Route?> ResolveAnew(ChannelId name, CancellationToken cancellationToken)
    {
        var route = await grains.Route(name).Resolve(cancellationToken).WaitAsync(cancellationToken);
        if (route is null)
        {
            _routes.Forget(name);
            _unknown.Put(name, true);
        }
        else
        {
            _unknown.Forget(name);
            _routes.Put(name, route);
        }
        return route;
    }
}
