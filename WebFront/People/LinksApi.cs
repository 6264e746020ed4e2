using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Auth;
using Platform.Hosts;

namespace Platform.People;

/// <summary>Links from mails: invitations and forgotten passwords.</summary>
internal static class LinksApi
{
    /// <summary>Whether anybody has the address shows in no answer, and in no answer's time either.</summary>
    private static readonly TimeSpan ForgottenTakes = TimeSpan.FromMilliseconds(300);

    /// <summary>Maps <c>/api/auth/forgot</c>, <c>/reset</c> and <c>/welcome</c>.</summary>
    internal static RouteGroupBuilder MapLinks(this RouteGroupBuilder api)
    {
        var group = api.MapOpenGroup("/auth", "Sign-in");
        group.MapPost("/forgot", Forgot);
        group.MapPost("/reset", Reset);
        group.MapPost("/welcome", Welcome);
        return api;
    }

    internal static async Task<Results<Accepted, ProblemHttpResult>> Forgot(
        ForgotRequest request, HttpContext context, IGrainFactory grains, TimeProvider clock, CancellationToken cancellationToken)
    {
        var address = grains.Address(ClientAddress.Of(context));
        if (await address.GetWait(cancellationToken) is var wait && wait > TimeSpan.Zero) { return AuthProblems.TooMany(context, wait); }
        await address.NoteFailure(cancellationToken);

        var takes = Task.Delay(ForgottenTakes, clock, cancellationToken);
        if (EmailAddress.TryParse(request.Email, out var email))
        {
            await grains.Account(HostScope.Of(context).Tenant, email).AskForReset(cancellationToken);
        }
        await takes;
        return TypedResults.Accepted((string?)null);
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> Reset(
        LinkRequest request, HttpContext context, IGrainFactory grains, Doorman doorman) =>
        await Use(request, LinkPurpose.Reset, context, grains, doorman) is var (_, refusal) && refusal is not null
            ? refusal
            : TypedResults.NoContent();

    internal static async Task<Results<NoContent, ProblemHttpResult>> Welcome(
        LinkRequest request, HttpContext context, IGrainFactory grains, Doorman doorman)
    {
        var (link, refusal) = await Use(request, LinkPurpose.Invitation, context, grains, doorman);
        if (refusal is not null) { return refusal; }
        if (link!.Tenant is { } tenant)
        {
            Tenancy.ActingTenant.Set(tenant);
            await grains.People(tenant).NoteJoined(link.Email, context.RequestAborted);
        }
        else
        {
            await grains.Operators().NoteJoined(link.Email, context.RequestAborted);
        }
        return TypedResults.NoContent();
    }

    private static async Task<(LinkGrant? Link, ProblemHttpResult? Refusal)> Use(
        LinkRequest request, LinkPurpose purpose, HttpContext context, IGrainFactory grains, Doorman doorman)
    {
        var tenant = HostScope.Of(context).Tenant;
        var link = request.Token is { Length: > 0 and <= TokenNames.LengthMax } token
            ? await grains.KeyRing().ReadLink(token, context.RequestAborted)
            : null;
        var use = new LinkUse(request.Token ?? "", purpose, request.Password ?? "", ClientAddress.Of(context));
        var outcome = link is not null && link.Tenant == tenant && link.Purpose == purpose
            ? await grains.Account(tenant, link.Email).UseLink(use, context.RequestAborted)
            : PasswordOutcome.Refused;
        if (outcome == PasswordOutcome.Done) { return (link, null); }
        if (outcome == PasswordOutcome.Weak) { return (null, AuthProblems.WeakPassword()); }

        await doorman.Refused(context, $"{purpose}", "link-refused");
        return (null, AuthProblems.LinkRefused());
    }
}

/// <summary>A person who forgot the password.</summary>
internal sealed record ForgotRequest(string? Email);

/// <summary>A person with a link.</summary>
/// <param name="Token">What stands behind the '#' of the link.</param>
/// <param name="Password">The password from here on.</param>
internal sealed record LinkRequest(string? Token, string? Password)
{
    /// <summary>Leaves the secrets out.</summary>
    public override string ToString() => "LinkRequest";
}
