using Platform.Tenancy;

namespace Platform.Hosts;

/// <summary>
/// Makes a change of a company show at its hosts at once in the process that was asked for it; elsewhere it shows after <see
/// cref="HostDirectory.FreshFor"/>. Belongs on end points whose path names the tenant, and perhaps a host.
/// </summary>
internal sealed class ForgetCompany(HostDirectory hosts) : IEndpointFilter
{
    /// <inheritdoc />
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (HttpMethods.IsGet(context.HttpContext.Request.Method)) { return await next(context); }
        try
        {
            return await next(context);
        }
        finally
        {
            // Also after a failure: what became of it is not known.
            var named = context.HttpContext.Request.RouteValues;
            if (TenantId.TryParse(named["tenant"] as string, out var tenant)) { hosts.Forget(tenant); }
            if (named["host"] is string host) { hosts.Forget(host); }
        }
    }
}
