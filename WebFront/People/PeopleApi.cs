using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Audit;
using Platform.Auth;

namespace Platform.People;

/// <summary>Administrators invite people of their own company, change roles and take people out.</summary>
internal static class PeopleApi
{
    /// <summary>Maps <c>/api/people</c>.</summary>
    internal static RouteGroupBuilder MapPeople(this RouteGroupBuilder api)
    {
        var group = api.MapCompanyGroup("/people", Access.TenantAdmin, "People");
        group.WithMetadata(new PeopleOnly());
        group.MapGet("", List);
        group.MapPost("", Invite);
        group.MapPut("/{email}/role", ChangeRole);
        group.MapDelete("/{email}", Remove);
        group.MapGet("/{email}/mails", GetMails);
        group.MapGet("/policy", GetPolicy);
        group.MapPut("/policy", SetPolicy);
        return api;
    }

    internal static async Task<Ok<ImmutableArray<Person>>> List(SignedInUser user, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(await grains.People(user.Tenant).List(cancellationToken));

    internal static async Task<Results<Accepted, ProblemHttpResult>> Invite(
        InviteRequest request, SignedInUser user, HttpContext context, RefusalAudit audit, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (request is not { Email: { } email, Role: { } role }) { return Refusal(RosterOutcome.Refused)!; }
        var result = await grains.People(user.Tenant).Invite(new Invitation(email, request.Name ?? "", role), cancellationToken);
        await Note(result.Outcome, user, context, audit);
        return Refusal(result.Outcome) is { } refusal ? refusal : TypedResults.Accepted((string?)null);
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> ChangeRole(
        EmailAddress email, RoleRequest request, SignedInUser user, HttpContext context, RefusalAudit audit, IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        if (request.Role is not { } role) { return Refusal(RosterOutcome.Refused)!; }
        var outcome = await grains.People(user.Tenant).ChangeRole(email, role, cancellationToken);
        await Note(outcome, user, context, audit);
        return Refusal(outcome) is { } refusal ? refusal : TypedResults.NoContent();
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        EmailAddress email, SignedInUser user, IGrainFactory grains, CancellationToken cancellationToken) =>
        Refusal(await grains.People(user.Tenant).Remove(email, cancellationToken)) is { } refusal ? refusal : TypedResults.NoContent();

    internal static async Task<Results<Ok<MailStanding>, NotFound>> GetMails(
        EmailAddress email, SignedInUser user, IGrainFactory grains, CancellationToken cancellationToken) =>
        await grains.User(user.Tenant, email).GetMails(cancellationToken) is { } mails ? TypedResults.Ok(mails) : TypedResults.NotFound();

    internal static async Task<Ok<SignInPolicy>> GetPolicy(SignedInUser user, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(await grains.People(user.Tenant).GetPolicy(cancellationToken));

    internal static async Task<Results<NoContent, ProblemHttpResult>> SetPolicy(
        PolicyRequest request, SignedInUser user, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (request.CodesRequired is not { } codes) { return Problem("Say whether codes are required.", StatusCodes.Status400BadRequest); }
        await grains.People(user.Tenant).SetPolicy(new SignInPolicy(codes), cancellationToken);
        return TypedResults.NoContent();
    }

    // That an operator tried to stay is for the company to see, as every call that is not the caller's to make.
    private static Task Note(RosterOutcome outcome, SignedInUser user, HttpContext context, RefusalAudit audit) =>
        outcome == RosterOutcome.OwnAdministratorsOnly
            ? audit.Refused(
                user.Tenant, "forbidden-call", user.Actor, AskedFor.Of(context), context.RequestAborted, ClientAddress.Of(context))
            : Task.CompletedTask;

    private static ProblemHttpResult? Refusal(RosterOutcome outcome) => outcome switch
    {
        RosterOutcome.Done => null,
        RosterOutcome.Unknown => Problem("There is no such person.", StatusCodes.Status404NotFound),
        RosterOutcome.AlreadyJoined => Problem("This person belongs to the company already.", StatusCodes.Status409Conflict),
        RosterOutcome.LastAdministrator => Problem("The company needs an administrator.", StatusCodes.Status409Conflict),
        RosterOutcome.OverPlan => Problem("The company's plan allows no more people.", StatusCodes.Status402PaymentRequired),
        RosterOutcome.OwnAdministratorsOnly =>
            Problem("Only the company's own administrators make others.", StatusCodes.Status403Forbidden),
        RosterOutcome.Full => Problem("There is no room for more people.", StatusCodes.Status409Conflict),
        RosterOutcome.Refused => Problem("A person needs an address, a name of one line and a role of the company.", StatusCodes.Status400BadRequest),
        _ => throw new InvalidOperationException($"Roster outcome {outcome} is not handled."),
    };

    private static ProblemHttpResult Problem(string title, int status) => TypedResults.Problem(title: title, statusCode: status);
}

/// <summary>Whom to invite.</summary>
internal sealed record InviteRequest(EmailAddress? Email, string? Name, Role? Role);

/// <summary>Another role.</summary>
internal sealed record RoleRequest(Role? Role);

/// <summary>What is asked at sign-in; nothing is taken as said that was left out.</summary>
internal sealed record PolicyRequest(bool? CodesRequired);
