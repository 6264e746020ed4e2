using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Hosts;

namespace Platform.Auth;

/// <summary>
/// Authentication scheme <c>Caller</c>: an access token, an API key, or a browser's cookie. Every refusal is audited under the company whose
/// host was asked.
/// </summary>
internal sealed class CallerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    Credentials credentials,
    SessionCookies cookies,
    RefusalAudit audit)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    internal const string SchemeName = "Caller";

    private Recognised _nobody = Recognised.Not("unauthenticated-call", "no credential");

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (await Recognise() is not { } recognised) { return AuthenticateResult.NoResult(); }
        if (recognised.Caller is not { } caller)
        {
            _nobody = recognised;
            return AuthenticateResult.Fail(recognised.Why);
        }

        Context.Features.Set(caller);
        if (caller.Tenant is { } tenant) { Context.Features.Set(new SignedInUser(caller.Name, tenant, caller.Role, caller.Actor)); }
        return AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(SchemeName), SchemeName));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await Refused(_nobody.Action, _nobody.Actor, $"{_nobody.Why}: {AskedFor.Of(Context)}");
        if (cookies.HasSession(Request) && _nobody.Action == "session-refused") { cookies.ForgetSession(Response); }
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var caller = Context.Features.Get<Caller>();
        await Refused("forbidden-call", caller?.Actor ?? Recognised.Outside, AskedFor.Of(Context));
        if (caller is { MustEnrol: true })
        {
            await AuthProblems.EnrolmentRequired().ExecuteAsync(Context);
            return;
        }
        Response.StatusCode = StatusCodes.Status403Forbidden;
    }

    // A request that shows a token means to be judged by it alone.
    private async Task<Recognised?> Recognise()
    {
        var host = Context.Features.Get<HostScope>()?.Tenant;
        if (Request.Headers.Authorization.ToString() is { Length: > 0 } shown)
        {
            return AuthenticationHeaderValue.TryParse(shown, out var header)
                && header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) && header.Parameter is { Length: > 0 } token
                ? await credentials.Bearer(token, host, Context.RequestAborted)
                : Recognised.Not("access-token-refused", "malformed");
        }
        return cookies.HasSession(Request) ? await credentials.Cookie(Context, host) : null;
    }

    private Task Refused(string action, string actor, string detail) => audit.Refused(
        Context.Features.Get<HostScope>()?.Tenant, action, actor, detail, Context.RequestAborted, ClientAddress.Of(Context));
}
