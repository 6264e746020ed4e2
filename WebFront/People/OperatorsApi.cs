using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Auth;

namespace Platform.People;

/// <summary>The operator's people invite others and take them out.</summary>
internal static class OperatorsApi
{
    /// <summary>Maps <c>/api/admin/operators</c>.</summary>
    internal static RouteGroupBuilder MapOperatorAccounts(this RouteGroupBuilder api)
    {
        var group = api.MapOperatorGroup("/operators", "Operators");
        group.MapGet("", List);
        group.MapPost("", Invite);
        group.MapDelete("/{email}", Remove);
        group.MapGet("/policy", GetPolicy);
        group.MapPut("/policy", SetPolicy);
        return api;
    }

    internal static async Task<Ok<OperatorsAnswer>> List(IGrainFactory grains, CancellationToken cancellationToken)
    {
        var people = await grains.Operators().List(cancellationToken);
        return TypedResults.Ok(new OperatorsAnswer(
            [.. people.Select(each => new OperatorAnswer(each.Email, each.Name, each.Since, each.HasJoined))]));
    }

    internal static async Task<Results<Accepted, ProblemHttpResult>> Invite(
        InviteOperatorRequest request, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var outcome = request.Email is { } email
            ? await grains.Operators().Invite(email, request.Name ?? "", cancellationToken)
            : OperatorOutcome.Refused;
        return Refusal(outcome) is { } refusal ? refusal : TypedResults.Accepted((string?)null);
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        EmailAddress email, Credentials credentials, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var outcome = await grains.Operators().Remove(email, cancellationToken);
        credentials.Forget(tenant: null, email);
        return Refusal(outcome) is { } refusal ? refusal : TypedResults.NoContent();
    }

    internal static async Task<Ok<SignInPolicy>> GetPolicy(IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(await grains.Operators().GetPolicy(cancellationToken));

    internal static async Task<Results<NoContent, ProblemHttpResult>> SetPolicy(
        PolicyRequest request, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (request.CodesRequired is not { } codes) { return Problem("Say whether codes are required.", StatusCodes.Status400BadRequest); }
        await grains.Operators().SetPolicy(new SignInPolicy(codes), cancellationToken);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult? Refusal(OperatorOutcome outcome) => outcome switch
    {
        OperatorOutcome.Done => null,
        OperatorOutcome.Unknown => Problem("There is no such person.", StatusCodes.Status404NotFound),
        OperatorOutcome.AlreadyJoined => Problem("This person is one of the operator's already.", StatusCodes.Status409Conflict),
        OperatorOutcome.LastOne => Problem("Somebody must be able to sign in.", StatusCodes.Status409Conflict),
        OperatorOutcome.Oneself => Problem("Nobody takes out themself.", StatusCodes.Status409Conflict),
        OperatorOutcome.Full => Problem("There is no room for more people.", StatusCodes.Status409Conflict),
        OperatorOutcome.Refused => Problem("A person needs an address and a name of one line.", StatusCodes.Status400BadRequest),
        _ => throw new InvalidOperationException($"Operator outcome {outcome} is not handled."),
    };

    private static ProblemHttpResult Problem(string title, int status) => TypedResults.Problem(title: title, statusCode: status);
}

/// <summary>Whom to invite.</summary>
internal sealed record InviteOperatorRequest(EmailAddress? Email, string? Name);

/// <summary>The operator's people.</summary>
/// <param name="Operators">All of them, by address.</param>
internal sealed record OperatorsAnswer(ImmutableArray<OperatorAnswer> Operators);

/// <summary>One of the operator's people.</summary>
/// <param name="Email">What the person signs in with.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Since">When the person was invited, or first signed in.</param>
/// <param name="HasJoined">Whether the invitation was accepted.</param>
internal sealed record OperatorAnswer(EmailAddress Email, string Name, DateTimeOffset Since, bool HasJoined);
