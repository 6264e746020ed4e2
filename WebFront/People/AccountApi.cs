using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Auth;
using Platform.Hosts;
using QRCoder;

namespace Platform.People;

/// <summary>People at their own account: who they are, their sessions, password and one-time codes.</summary>
internal static class AccountApi
{
    private const int PixelsPerModule = 5;

    /// <summary>Maps the rest of <c>/api/auth</c> for who is signed in.</summary>
    internal static RouteGroupBuilder MapAccount(this RouteGroupBuilder api)
    {
        var enrolling = api.MapAccountGroup("/auth", Access.Enrolling, "Account");
        enrolling.MapGet("/me", GetMe);
        enrolling.MapPost("/sign-out", SignOut);
        enrolling.MapPost("/codes", BeginCodes);
        enrolling.MapPost("/codes/confirm", ConfirmCodes);

        var group = api.MapAccountGroup("/auth", Access.Person, "Account");
        group.MapPost("/codes/remove", RemoveCodes);
        group.MapPost("/password", ChangePassword);
        group.MapGet("/sessions", ListSessions);
        group.MapDelete("/sessions", EndOtherSessions);
        group.MapDelete("/sessions/{session:guid}", EndSession);
        return api;
    }

    internal static async Task<Results<Ok<SignedInAnswer>, UnauthorizedHttpResult>> GetMe(
        HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        return await caller.AccountIn(grains).CheckAccess(caller.Session, cancellationToken) is { } standing
            ? TypedResults.Ok(SignedInAnswer.Of(EmailAddress.Parse(caller.Name), standing, HostScope.Of(context)))
            : TypedResults.Unauthorized();
    }

    internal static async Task<NoContent> SignOut(
        HttpContext context, SessionCookies cookies, Credentials credentials, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        await caller.AccountIn(grains).EndSession(caller.Session, cancellationToken);
        credentials.Forget(caller.Tenant, EmailAddress.Parse(caller.Name), caller.Session);
        if (caller.Kind == CallerKind.Session) { cookies.ForgetSession(context.Response); }
        return TypedResults.NoContent();
    }

    internal static async Task<Ok<ImmutableArray<SessionAnswer>>> ListSessions(
        HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var sessions = await caller.AccountIn(grains).ListSessions(cancellationToken);
        return TypedResults.Ok(sessions.Select(session => new SessionAnswer(session, session.Id == caller.Session)).ToImmutableArray());
    }

    internal static async Task<Results<NoContent, NotFound>> EndSession(
        Guid session, HttpContext context, Credentials credentials, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        if (!await caller.AccountIn(grains).EndSession(session, cancellationToken)) { return TypedResults.NotFound(); }
        credentials.Forget(caller.Tenant, EmailAddress.Parse(caller.Name), session);
        return TypedResults.NoContent();
    }

    internal static async Task<NoContent> EndOtherSessions(HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        await caller.AccountIn(grains).EndSessions(caller.Session, cancellationToken);
        return TypedResults.NoContent();
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> ChangePassword(
        ChangePasswordRequest request, HttpContext context, IGrainFactory grains, Doorman doorman, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var outcome = await caller.AccountIn(grains).ChangePassword(
            new PasswordChange(request.Current ?? "", request.Next ?? "", caller.Session), cancellationToken);
        switch (outcome)
        {
            case PasswordOutcome.Done:
                return TypedResults.NoContent();
            case PasswordOutcome.Weak:
                return AuthProblems.WeakPassword();
            case PasswordOutcome.TooMany:
                return AuthProblems.TooMany(context, TimeSpan.FromMinutes(1));
            default:
                await doorman.Refused(context, "wrong current password", "password-change-refused");
                return AuthProblems.SignInRefused();
        }
    }

    internal static async Task<Results<Ok<CodesAnswer>, Conflict>> BeginCodes(
        HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        if (await caller.AccountIn(grains).BeginCodes(cancellationToken) is not { } secret) { return TypedResults.Conflict(); }
        var issuer = Uri.EscapeDataString(HostScope.Of(context).Company?.Name ?? "Platform");
        var uri = $"otpauth://totp/{issuer}:{Uri.EscapeDataString(caller.Name)}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30";
        return TypedResults.Ok(new CodesAnswer(secret, uri, Drawn(uri)));
    }

    private static string Drawn(string uri)
    {
        using var data = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using var drawing = new PngByteQRCode(data);
        return $"data:image/png;base64,{Convert.ToBase64String(drawing.GetGraphic(PixelsPerModule))}";
    }

    internal static async Task<Results<Ok<RecoveryAnswer>, ProblemHttpResult>> ConfirmCodes(
        CodeRequest request, HttpContext context, Credentials credentials, IGrainFactory grains, Doorman doorman, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var codes = await caller.AccountIn(grains).ConfirmCodes(request.Code ?? "", cancellationToken);
        credentials.Forget(caller.Tenant, EmailAddress.Parse(caller.Name), caller.Session);
        if (!codes.IsEmpty) { return TypedResults.Ok(new RecoveryAnswer(codes)); }
        await doorman.Refused(context, "wrong code", "enrolment-refused");
        return AuthProblems.SignInRefused();
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> RemoveCodes(
        CodeRequest request, HttpContext context, IGrainFactory grains, Doorman doorman, CancellationToken cancellationToken)
    {
        if (await Caller.Of(context).AccountIn(grains).EndCodes(request.Code ?? "", cancellationToken)) { return TypedResults.NoContent(); }
        await doorman.Refused(context, "wrong code", "codes-removal-refused");
        return AuthProblems.SignInRefused();
    }
}

/// <summary>An open session of one's own.</summary>
/// <param name="Session">The session.</param>
/// <param name="IsCurrent">Whether this request came by it.</param>
internal sealed record SessionAnswer(SessionView Session, bool IsCurrent);

/// <summary>A new password, with the old one.</summary>
internal sealed record ChangePasswordRequest(string? Current, string? Next)
{
    /// <summary>Leaves the passwords out.</summary>
    public override string ToString() => "ChangePasswordRequest";
}

/// <summary>A one-time or recovery code.</summary>
internal sealed record CodeRequest(string? Code)
{
    /// <summary>Leaves the code out.</summary>
    public override string ToString() => "CodeRequest";
}

/// <summary>What an authenticator app is given.</summary>
/// <param name="Secret">The secret, to be typed.</param>
/// <param name="Uri">The same, to be shown as a QR code.</param>
/// <param name="Image">That QR code, as a data URI of a PNG.</param>
internal sealed record CodesAnswer(string Secret, string Uri, string Image)
{
    /// <summary>Leaves the secret out.</summary>
    public override string ToString() => "CodesAnswer";
}

/// <summary>Codes for the day when the app is lost; each is good once. Shown this one time.</summary>
internal sealed record RecoveryAnswer(ImmutableArray<string> RecoveryCodes)
{
    /// <summary>Leaves the codes out.</summary>
    public override string ToString() => "RecoveryAnswer";
}
