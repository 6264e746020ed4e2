using Platform.Audit;
using Platform.Channels;
using Platform.Routing;
using Platform.Tenancy;

namespace Platform.FreeSwitch;

/// <summary>Whose call it is.</summary>
internal abstract record CallTenant
{
    private CallTenant() { }

    /// <summary>A tenant of the exchange's scope.</summary>
    internal sealed record Resolved(TenantId Tenant, ChannelId Channel) : CallTenant;

    /// <summary>A tenant that the exchange's credential does not cover.</summary>
    internal sealed record OutOfScope(TenantId Tenant, string Clue) : CallTenant;

    /// <summary>Nothing in the request leads to a tenant, and the exchange serves several.</summary>
    internal sealed record Unknown : CallTenant;
}

/// <summary>
/// Finds the tenant of a call within the scope of the exchange that brings it. The first clue that leads to a tenant decides: one that
/// leads out of the scope is a refusal, not a reason to look further.
/// </summary>
internal sealed class CallTenants(RouteCache routes, RefusalAudit audit)
{
    internal async Task<CallTenant> Resolve(SwitchParameters parameters, PbxCaller pbx, CancellationToken cancellationToken)
    {
        var found = await Find(parameters, pbx, cancellationToken);
        var actor = $"pbx:{pbx.User}";
        if (found is CallTenant.OutOfScope(var tenant, var clue))
        {
            await audit.Refused(tenant, "call-out-of-scope", actor, $"by {actor}, {clue}", cancellationToken);
        }
        else if (found is CallTenant.Unknown)
        {
            await audit.Refused(null, "call-of-no-tenant", actor, $"by {actor}", cancellationToken);
        }
        return found;
    }

    private async Task<CallTenant> Find(SwitchParameters parameters, PbxCaller pbx, CancellationToken cancellationToken)
    {
        var clues = CallClues.Read(parameters);
        if (clues.Tenants is [var named, ..])
        {
            return InScope(pbx, named)
                ? new CallTenant.Resolved(named, await ChannelOf(named, parameters, clues, pbx, cancellationToken))
                : new CallTenant.OutOfScope(named, "tenant id");
        }

        foreach (var route in clues.Routes)
        {
            if ((await routes.Resolve(route, cancellationToken))?.Tenant is { } tenant)
            {
                return InScope(pbx, tenant)
                    ? new CallTenant.Resolved(tenant, route)
                    : new CallTenant.OutOfScope(tenant, route.Value.Split(':')[0]);
            }
        }
        return pbx.Scope.Tenants is [var only] ? new CallTenant.Resolved(only, pbx.Channel) : new CallTenant.Unknown();
    }

    // A call that is known by its tenant's id still came in by a channel; where no claimed name tells which, it is the exchange itself.
    private async Task<ChannelId> ChannelOf(
        TenantId tenant, SwitchParameters parameters, CallClues clues, PbxCaller pbx, CancellationToken cancellationToken)
    {
        if (StickyParameters.Read(parameters) is { } sticky && sticky.Tenant == tenant)
        {
            return sticky.Channel;
        }

        foreach (var route in clues.Routes)
        {
            if ((await routes.Resolve(route, cancellationToken))?.Tenant == tenant)
            {
                return route;
            }
        }
        return pbx.Channel;
    }

    private static bool InScope(PbxCaller pbx, TenantId tenant) => pbx.Scope.Tenants.Contains(tenant);
}
