using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Hosts;
using Platform.Tenancy;

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
        await RefusedNobody();
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
        if (Request.Headers.Authorization.ToString() is { Length: > 0 } shown)
        {
            return AuthenticationHeaderValue.TryParse(shown, out var header)
                && header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) && header.Parameter is { Length: > 0 } token
                ? await credentials.Bearer(token, Host, Context.RequestAborted)
                : Recognised.Not("access-token-refused", "malformed");
        }
        return cookies.HasSession(Request) ? await credentials.Cookie(Context, Host) : null;
    }

    // Who of one company tries another one's door is for the operator to know: no company is shown another one's people.
    private async Task RefusedNobody()
    {
        var (action, why, asked) = (_nobody.Action, _nobody.Why, AskedFor.Of(Context));
        if (Host is { } host && _nobody.IsStrangers)
        {
            await Refused(action, Recognised.Outside, $"{why}: {asked}");
            var home = _nobody.Home is { } company ? $"tenant {company}" : "the operator";
            await Refused(tenant: null, action, _nobody.Actor, $"{why}, of {home}, shown to tenant {host}: {asked}");
            return;
        }
        await Refused(action, _nobody.Actor, $"{why}: {asked}");
    }

    private TenantId? Host => Context.Features.Get<HostScope>()?.Tenant;

    private Task Refused(string action, string actor, string detail) => Refused(Host, action, actor, detail);

    private Task Refused(TenantId? tenant, string action, string actor, string detail) =>
        audit.Refused(tenant, action, actor, detail, Context.RequestAborted, ClientAddress.Of(Context));
}
