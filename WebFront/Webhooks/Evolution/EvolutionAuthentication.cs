using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Channels;
using Platform.Routing;
using Route = Platform.Routing.Route;

namespace Platform.Webhooks.Evolution;

/// <summary>
/// Proves that a webhook request comes from the gateway, before its body is read: the instance in the path was claimed by a tenant, and the
/// request shows that claim's secret, as <c>X-Webhook-Secret</c> or in a token signed with it (<c>jwt_key</c>).
/// </summary>
internal sealed class EvolutionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    RouteCache routes,
    RefusalAudit audit,
    IGrainFactory grains) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    internal const string SchemeName = "evolution-webhook";

    private const string SecretHeader = "X-Webhook-Secret";
    private const string Bearer = "Bearer ";

    // Who calls is always the gateway; which company it calls for is said by the claimed instance.
    private static readonly AuthenticateResult _proven =
        AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(SchemeName)), SchemeName));

    private bool _unknownInstance;

    /// <inheritdoc />
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var instance = Request.RouteValues["instance"] as string ?? "";
        if (!ChannelId.TryParse($"evolution:{instance}", out var channel)
            || await routes.Resolve(channel, Context.RequestAborted) is not { } route)
        {
            _unknownInstance = true;
            var name = channel == default ? "not an instance name" : channel.Value;
            await audit.Refused(null, "unknown-instance", Caller, name, Context.RequestAborted);
            return AuthenticateResult.Fail("The instance is not known.");
        }

        if (!await IsProven(channel, route))
        {
            // The secret may have been replaced since the claim was remembered, and a refusal is final for the gateway.
            var anew = await routes.ResolveAnew(channel, Context.RequestAborted);
            if (anew is null || !await IsProven(channel, anew))
            {
                await audit.Refused(route.Tenant, "wrong-webhook-secret", Caller, channel.Value, Context.RequestAborted);
                return AuthenticateResult.Fail("The secret is missing or wrong.");
            }
            route = anew;
        }

        Context.Features.Set(new ClaimedInstance(route.Tenant, channel, instance));
        return _proven;
    }

    /// <inheritdoc />
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => _unknownInstance
        ? Answer(StatusCodes.Status404NotFound, "There is no such instance.")
        : Answer(StatusCodes.Status401Unauthorized, "The webhook's secret is missing or wrong.");

    private string Caller => Context.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    private Task Answer(int status, string title) => TypedResults.Problem(statusCode: status, title: title).ExecuteAsync(Context);

    private async ValueTask<bool> IsProven(ChannelId channel, Route route)
    {
        if (route.SecretHash.Length == 0)
        {
            // A name without a secret proves nothing about who calls.
            return false;
        }
        if (Request.Headers.TryGetValue(SecretHeader, out var secret))
        {
            return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret.ToString())), route.SecretHash);
        }
        var authorization = Request.Headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            && await grains.Route(channel).VerifyBearer(authorization[Bearer.Length..].Trim(), Context.RequestAborted);
    }
}
