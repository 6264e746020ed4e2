using Platform.Audit;
using Platform.Hosts;

namespace Platform.Auth;

/// <summary>
/// Keeps other sites from acting through a browser's cookies: what changes something must come from this host's own pages, carry the header
/// <c>X-Requested-With</c>, which no other site can send, and be JSON, which no form is. Callers that show a token need none of it: no browser
/// adds one by itself.
/// </summary>
internal sealed class ForgeryGuard(RequestDelegate next, SessionCookies cookies, RefusalAudit audit)
{
    internal const string Header = "X-Requested-With";

    public async Task Invoke(HttpContext context)
    {
        if (WhyForged(context.Request) is not { } why)
        {
            await next(context);
            return;
        }
        await audit.Refused(
            context.Features.Get<HostScope>()?.Tenant, "forged-request", "outside", $"{why}: {AskedFor.Of(context)}", context.RequestAborted,
            ClientAddress.Of(context));
        await AuthProblems.ForgeryRefused().ExecuteAsync(context);
    }

    private string? WhyForged(HttpRequest request)
    {
        var isSafe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        if (isSafe || request.Headers.Authorization.Count > 0 || !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        if (request.Headers.Origin.ToString() is { Length: > 0 } origin && !IsOwn(origin, HostHeader.Of(request))) { return "origin"; }
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site && site is not ("same-origin" or "none")) { return "site"; }
        if (cookies.HasSession(request) && request.Headers[Header].Count == 0) { return "header"; }
        return request.ContentLength is > 0 && !request.HasJsonContentType() ? "content" : null;
    }

    // The scheme may have been changed by a proxy; host and port have not.
    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var parsed) && string.Equals(parsed.IdnHost, host.Host, StringComparison.OrdinalIgnoreCase)
        && (host.Port is not { } port || port == parsed.Port);
}
