using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Audit;
using Platform.Auth;
using Platform.Tenancy;

namespace Platform.Hosts;

/// <summary>
/// Lets a request through only to what its host serves. A host that is nobody's, a path that is nowhere and a path of the other kind of
/// host are answered alike, so that the answer does not tell which companies exist.
/// </summary>
internal sealed class HostGate(RequestDelegate next, HostDirectory directory, RefusalAudit audit)
{
    public async Task Invoke(HttpContext context)
    {
        var host = HostHeader.Of(context.Request).Host;
        if (await directory.Find(host, context.RequestAborted) is not { } scope)
        {
            await Refused(context, tenant: null, "unknown-host", host);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        if (!Serves(scope, context.GetEndpoint()))
        {
            await Refused(context, scope.Tenant, "wrong-host", AskedFor.Of(context));
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        if (scope.Company is { Status: not TenantStatus.Active }
            && context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            await Refused(context, scope.Tenant, "tenant-suspended", AskedFor.Of(context));
            await Suspended().ExecuteAsync(context);
            return;
        }
        context.Features.Set(scope);
        await next(context);
    }

    private static bool Serves(HostScope scope, Endpoint? endpoint)
    {
        // Nowhere, or routing's own answers to a wrong method or content type.
        if (endpoint is not RouteEndpoint) { return true; }
        var hosts = endpoint.Metadata.GetMetadata<HostsServed>()?.Hosts ?? ServedAt.Operator;
        return hosts.HasFlag(scope.Company is null ? ServedAt.Operator : ServedAt.Company);
    }

    private static ProblemHttpResult Suspended() => TypedResults.Problem(
        type: "tenant-suspended", title: "This company's service is suspended.", statusCode: StatusCodes.Status403Forbidden);

    private Task Refused(HttpContext context, TenantId? tenant, string action, string detail) =>
        audit.Refused(tenant, action, "outside", detail, context.RequestAborted, ClientAddress.Of(context));
}
