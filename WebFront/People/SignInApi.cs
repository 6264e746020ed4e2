using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Audit;
using Platform.Auth;
using Platform.Hosts;

namespace Platform.People;

/// <summary>People sign in with a browser, at their own company's host; the operator's at the operator's.</summary>
internal static class SignInApi
{
    private const int PasswordLengthMax = 256;
    private const int CodeLengthMax = 32;
    private const int DeviceLengthMax = 120;

    /// <summary>Maps <c>/api/auth/sign-in</c>.</summary>
    internal static RouteGroupBuilder MapSignIn(this RouteGroupBuilder api)
    {
        var group = api.MapOpenGroup("/auth", "Sign-in");
        group.MapPost("/sign-in", SignIn);
        return api;
    }

    internal static async Task<Results<Ok<SignedInAnswer>, ProblemHttpResult>> SignIn(
        SignInRequest request, HttpContext context, Doorman doorman, SessionCookies cookies, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var scope = HostScope.Of(context);
        var secret = Secret.New();
        var device = cookies.ReadDevice(context.Request) ?? Secret.New();
        var (result, refusal) = await doorman.Admit(context, request.Email, Attempt(request, context, SessionKind.Browser, secret, device));
        if (refusal is not null) { return refusal; }

        // A session that this browser had before ends: nobody must be able to plant one that goes on.
        var email = EmailAddress.Parse(request.Email!);
        if (cookies.ReadSession(context.Request) is { } old && old.Email == email
            && await grains.Account(scope.Tenant, email).CheckSession(old.Secret.Hash, ClientAddress.Of(context), cancellationToken) is { } before)
        {
            await grains.Account(scope.Tenant, email).EndSession(before.As.Session, cancellationToken);
        }
        cookies.WriteSession(context.Response, new SessionTicket(email, Guid.Empty, secret));
        cookies.WriteDevice(context.Response, device);
        return TypedResults.Ok(SignedInAnswer.Of(email, result!.As!, scope));
    }

    internal static SignInAttempt Attempt(SignInRequest request, HttpContext context, SessionKind kind, Secret secret, Secret? device) => new(
        Bounded(request.Password, PasswordLengthMax), Bounded(request.Code, CodeLengthMax), kind, secret.Hash, device?.Hash,
        ClientAddress.Of(context), DeviceOf(context.Request));

    // What is too long cannot be right; it is not worth a hash of its own.
    private static string Bounded(string? text, int lengthMax) => text is { Length: > 0 } && text.Length <= lengthMax ? text : "";

    private static string DeviceOf(HttpRequest request)
    {
        var shown = new string([.. request.Headers.UserAgent.ToString().Where(letter => letter is >= ' ' and < (char)127)]);
        return shown.Length <= DeviceLengthMax ? shown : shown[..DeviceLengthMax];
    }
}

/// <summary>A person who wants to sign in.</summary>
/// <param name="Email">The person's address.</param>
/// <param name="Password">The password.</param>
/// <param name="Code">The one-time or recovery code, where one is asked for.</param>
internal sealed record SignInRequest(string? Email, string? Password, string? Code = null)
{
    /// <summary>Leaves the secrets out.</summary>
    public override string ToString() => "SignInRequest";
}

/// <summary>Lets people in, or says no in a way that tells nothing, and audits it.</summary>
internal sealed class Doorman(IGrainFactory grains, RefusalAudit audit)
{
    /// <summary>Tries to sign in at the request's host.</summary>
    internal async Task<(SignInResult? Result, ProblemHttpResult? Refusal)> Admit(HttpContext context, string? shown, SignInAttempt attempt)
    {
        if (!EmailAddress.TryParse(shown, out var email))
        {
            await Refused(context, "not an address");
            return (null, AuthProblems.SignInRefused());
        }

        var tenant = HostScope.Of(context).Tenant;
        var result = await grains.Account(tenant, email).SignIn(attempt, context.RequestAborted);
        if (result.Outcome == SignInOutcome.SignedIn)
        {
            // Whoever signs in has joined, also where the process was killed after the link was used and before that was noted.
            await (tenant is { } company
                ? grains.People(company).NoteJoined(email, context.RequestAborted)
                : grains.Operators().NoteJoined(email, context.RequestAborted));
            return (result, null);
        }

        await Refused(context, $"{result.Outcome}: {email}");
        return (null, result.Outcome switch
        {
            SignInOutcome.Refused => AuthProblems.SignInRefused(),
            SignInOutcome.CodeNeeded => AuthProblems.CodeRequired(),
            SignInOutcome.TooMany => AuthProblems.TooMany(context, result.RetryAfter),
            _ => throw new InvalidOperationException($"Sign-in outcome {result.Outcome} is not handled."),
        });
    }

    /// <summary>Audits that somebody was not let in.</summary>
    internal Task Refused(HttpContext context, string detail, string action = "sign-in-refused") => audit.Refused(
        HostScope.Of(context).Tenant, action, "outside", detail, context.RequestAborted, ClientAddress.Of(context));
}
