using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Auth;

namespace Platform.FreeSwitch;

/// <summary>Authentication scheme <c>Pbx</c>: HTTP basic credentials of a registered exchange.</summary>
internal sealed partial class PbxAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    PbxScopes scopes,
    CallDocuments documents,
    RefusalAudit audit,
    TimeProvider clock,
    IOptions<FreeSwitchOptions> settings)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    internal const string SchemeName = "Pbx";

    private bool _storeFailed;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BasicCredential.Read(Request.Headers.Authorization) is not { } credential)
        {
            return AuthenticateResult.NoResult();
        }

        var began = clock.GetTimestamp();
        using var budget = new CancellationTokenSource(settings.Value.StepBudget, clock);
        try
        {
            return await scopes.Authenticate(credential, budget.Token) is { } scope
                ? Accept(new PbxCaller(credential.User, scope, clock.GetElapsedTime(began)))
                : await Refuse(budget.Token);
        }
        catch (Exception failure)
        {
            // The caller on the line must hear something all the same; who that is and why is decided where the answer is written.
            _storeFailed = true;
            LogUnavailable(Logger, failure);
            return AuthenticateResult.Fail("The exchange cannot be checked now.");
        }
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_storeFailed)
        {
            var answersCalls = Context.GetEndpoint()?.Metadata.GetMetadata<AnswersCalls>() is not null;
            var answer = answersCalls
                ? SwitchResults.Document(documents.Emergency(tenant: null, bytesSent: 0))
                : SwitchResults.Unavailable(Context);
            return answer.ExecuteAsync(Context);
        }

        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Basic realm=\"platform\", charset=\"UTF-8\"";

        // mod_httapi judges the content type of the first answer, also when it goes on to authenticate.
        Response.ContentType = SwitchResults.XmlType;
        return Task.CompletedTask;
    }

    private AuthenticateResult Accept(PbxCaller caller)
    {
        Context.Features.Set(caller);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, caller.User)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    private async Task<AuthenticateResult> Refuse(CancellationToken cancellationToken)
    {
        var address = Context.Connection.RemoteIpAddress?.ToString();
        LogRefused(Logger, address);
        await audit.Refused(null, "wrong-pbx-credential", address ?? "unknown", $"from {address}", cancellationToken, address);
        return AuthenticateResult.Fail("Wrong credential of an exchange.");
    }

    [LoggerMessage(4100, LogLevel.Warning, "An exchange at {Address} was refused: unknown user or wrong password")]
    private static partial void LogRefused(ILogger logger, string? address);

    [LoggerMessage(4101, LogLevel.Error, "The credential of an exchange cannot be checked")]
    private static partial void LogUnavailable(ILogger logger, Exception failure);
}
