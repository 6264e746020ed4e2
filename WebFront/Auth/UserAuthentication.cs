using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Platform.People;

namespace Platform.Auth;

/// <summary>Authentication scheme <c>User</c>: HTTP basic credentials of one of a company's people.</summary>
internal sealed partial class UserAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, UserIdentities identities)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    internal const string SchemeName = "User";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BasicCredential.Read(Request.Headers.Authorization) is not { } credential) { return AuthenticateResult.NoResult(); }

        var email = credential.User.ToLowerInvariant();
        if (await identities.Authenticate(credential with { User = email }, Context.RequestAborted) is not { } identity)
        {
            LogRefused(Logger, Context.Connection.RemoteIpAddress?.ToString());
            return AuthenticateResult.Fail("Wrong e-mail address or password.");
        }
        if (identity.Tenant is { } tenant) { Context.Features.Set(new SignedInUser(email, tenant, identity.Role)); }
        return AuthenticateResult.Success(new AuthenticationTicket(Principal(email, identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Basic realm=\"platform\", charset=\"UTF-8\"";
        return Task.CompletedTask;
    }

    private static ClaimsPrincipal Principal(string email, UserIdentity identity)
    {
        var claims = new List<Claim> { new(ClaimTypes.Name, email), new(ClaimTypes.Role, identity.Role.ToString()) };
        if (identity.Tenant is { } tenant) { claims.Add(new Claim("tenant", tenant.ToString())); }
        return new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName));
    }

    [LoggerMessage(4000, LogLevel.Warning, "A sign-in from {Address} was refused: unknown address or wrong password")]
    private static partial void LogRefused(ILogger logger, string? address);
}

/// <summary>Checks credentials of people.</summary>
internal sealed class UserIdentities(IGrainFactory grains, TimeProvider clock)
{
    private readonly ProvenCredentials<UserIdentity> _proven = new(clock);

    internal ValueTask<UserIdentity?> Authenticate(BasicCredential credential, CancellationToken cancellationToken) =>
        _proven.Authenticate(credential, token => grains.Operator(credential.User).Authenticate(credential.Password, token), cancellationToken);
}
