using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Auth;
using Platform.Hosts;

namespace Platform.People;

/// <summary>API clients get access tokens: by a person's password, then by refresh tokens that each are good once.</summary>
internal static class TokenApi
{
    internal static readonly TimeSpan AccessLifetime = TimeSpan.FromMinutes(15);

    /// <summary>Maps <c>/api/auth/token</c>.</summary>
    internal static RouteGroupBuilder MapTokens(this RouteGroupBuilder api)
    {
        api.MapOpenGroup("/auth", "Sign-in").MapPost("/token", GetToken);
        return api;
    }

    internal static Task<Results<Ok<TokenAnswer>, ProblemHttpResult>> GetToken(
        TokenRequest request, HttpContext context, Doorman doorman, IGrainFactory grains) => request.GrantType switch
    {
        "password" => ByPassword(request, context, doorman, grains),
        "refresh_token" => ByRefresh(request, context, doorman, grains),
        _ => Task.FromResult<Results<Ok<TokenAnswer>, ProblemHttpResult>>(TypedResults.Problem(
            type: "unknown-grant", title: "The grant type is password or refresh_token.", statusCode: StatusCodes.Status400BadRequest)),
    };

    private static async Task<Results<Ok<TokenAnswer>, ProblemHttpResult>> ByPassword(
        TokenRequest request, HttpContext context, Doorman doorman, IGrainFactory grains)
    {
        var secret = Secret.New();
        var shown = new SignInRequest(request.Email, request.Password, request.Code);
        var (result, refusal) = await doorman.Admit(
            context, request.Email, SignInApi.Attempt(shown, context, SessionKind.Api, secret, device: null));
        if (refusal is not null) { return refusal; }
        return TypedResults.Ok(await Answer(EmailAddress.Parse(request.Email!), result!.As!, secret, context, grains));
    }

    private static async Task<Results<Ok<TokenAnswer>, ProblemHttpResult>> ByRefresh(
        TokenRequest request, HttpContext context, Doorman doorman, IGrainFactory grains)
    {
        var next = Secret.New();
        if (SessionTicket.TryRead(request.RefreshToken, out var ticket)
            && await grains.Account(HostScope.Of(context).Tenant, ticket.Email).Refresh(
                new SessionRenewal(ticket.Secret.Hash, next.Hash, ClientAddress.Of(context)), ticket.Session, context.RequestAborted) is { } standing)
        {
            return TypedResults.Ok(await Answer(ticket.Email, standing, next, context, grains));
        }
        await doorman.Refused(context, "unknown, used or expired", "refresh-token-refused");
        return AuthProblems.TokenRefused();
    }

    private static async Task<TokenAnswer> Answer(
        EmailAddress email, SignedInAs standing, Secret secret, HttpContext context, IGrainFactory grains)
    {
        var tenant = HostScope.Of(context).Tenant;
        var actor = $"{(tenant is null ? "operator" : "user")}:{email.Text}";
        var access = await grains.KeyRing().SignAccess(
            new AccessGrant(tenant, email, standing.Role, standing.Session, actor, AccessLifetime), context.RequestAborted);
        return new TokenAnswer(
            access, "Bearer", (int)AccessLifetime.TotalSeconds, new SessionTicket(email, standing.Session, secret).Text, standing.MustEnrol);
    }
}

/// <summary>An API client wants a token.</summary>
/// <param name="GrantType"><c>password</c> or <c>refresh_token</c>.</param>
/// <param name="Email">The person's address, for a password.</param>
/// <param name="Password">The password.</param>
/// <param name="Code">The one-time or recovery code, where one is asked for.</param>
/// <param name="RefreshToken">The refresh token that came last.</param>
internal sealed record TokenRequest(
    string? GrantType, string? Email = null, string? Password = null, string? Code = null, string? RefreshToken = null)
{
    /// <summary>Leaves the secrets out.</summary>
    public override string ToString() => $"TokenRequest {{ GrantType = {GrantType} }}";
}

/// <summary>Tokens of an API client.</summary>
/// <param name="AccessToken">For the header <c>Authorization: Bearer …</c>.</param>
/// <param name="TokenType"><c>Bearer</c>.</param>
/// <param name="ExpiresIn">How long the access token is good, in seconds.</param>
/// <param name="RefreshToken">Good once, for the next tokens.</param>
/// <param name="MustEnrol">One-time codes must be set up before anything else is open.</param>
internal sealed record TokenAnswer(string AccessToken, string TokenType, int ExpiresIn, string RefreshToken, bool MustEnrol)
{
    /// <summary>Leaves the tokens out.</summary>
    public override string ToString() => $"TokenAnswer {{ ExpiresIn = {ExpiresIn} }}";
}
