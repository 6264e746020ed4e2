using System.Net;
using Microsoft.Extensions.Options;
using Platform.Caching;
using Platform.Channels;
using Platform.Routing;
using Platform.Tenancy;

namespace Platform.Hosts;

/// <summary>
/// Finds whose host a name is: the operator's, that of a company below the base domain, or a company's own domain. What was found is
/// remembered briefly, here and by <see cref="RouteCache"/>; <see cref="Forget(TenantId)"/> ends that at once in this process.
/// </summary>
internal sealed class HostDirectory(IGrainFactory grains, RouteCache routes, IOptions<HostsOptions> options, TimeProvider clock)
{
    /// <summary>How late a suspension or a new name shows.</summary>
    internal static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);

    // As long as a person works: while the store is away, a host that was known is still the same company's.
    private static readonly TimeSpan UsableWhenDownFor = TimeSpan.FromHours(12);

    // One entry per company in use; about 1 kB apiece.
    private const int CompaniesMax = 20_000;

    private readonly BriefCache<TenantId, TenantProfile> _companies = new(CompaniesMax, FreshFor, clock);

    /// <summary>Whose host it is, or <c>null</c> when it is nobody's.</summary>
    internal async ValueTask<HostScope?> Find(string host, CancellationToken cancellationToken)
    {
        var name = host.TrimEnd('.').ToLowerInvariant();
        if (IsOperators(name)) { return HostScope.Operator; }
        if (RouteOf(name) is not { } route || await routes.Resolve(route, cancellationToken) is not { } target) { return null; }

        return await Company(target.Tenant, cancellationToken) is { } company ? new HostScope(company) : null;
    }

    /// <summary>Asks anew for a company, its profile having changed.</summary>
    internal void Forget(TenantId tenant) => _companies.Forget(tenant);

    /// <summary>Asks anew for a host, somebody having claimed or released it.</summary>
    internal void Forget(string host)
    {
        if (RouteOf(host.TrimEnd('.').ToLowerInvariant()) is { } route) { routes.Forget(route); }
    }

    private bool IsOperators(string name) =>
        name == options.Value.BaseDomain || options.Value.OperatorHosts.Contains(name, StringComparer.OrdinalIgnoreCase)
        || IPAddress.TryParse(name.Trim('[', ']'), out _);

    private ChannelId? RouteOf(string name)
    {
        var below = $".{options.Value.BaseDomain}";
        var text = name.EndsWith(below, StringComparison.Ordinal) ? $"slug:{name[..^below.Length]}" : $"host:{name}";
        return ChannelId.TryParse(text, out var route) ? route : null;
    }

    private async ValueTask<TenantProfile?> Company(TenantId tenant, CancellationToken cancellationToken)
    {
        if (_companies.TryGet(tenant, out var known)) { return known; }
        try
        {
            ActingTenant.Set(tenant);
            var profile = await grains.Tenant(tenant).GetProfile(cancellationToken).WaitAsync(cancellationToken);
            if (profile is not null) { _companies.Put(tenant, profile); }
            return profile;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested && _companies.TryGet(tenant, UsableWhenDownFor, out known))
        {
            return known;
        }
        finally
        {
            ActingTenant.Clear();
        }
    }
}
