using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Audit;
using Platform.Auth;
using Platform.Calls;
using Platform.Channels;
using Platform.Tenancy;

namespace Platform.FreeSwitch;

/// <summary>The operator's administration of telephone exchanges: their credentials, and whose calls they may bring.</summary>
internal static class ExchangesApi
{
    private const int PasswordMin = 16;
    private const int PasswordMax = 200;

    /// <summary>Maps <c>/api/admin/exchanges</c> and <c>/api/admin/tenants/{tenant}/exchanges</c>.</summary>
    internal static RouteGroupBuilder MapExchanges(this RouteGroupBuilder api)
    {
        var exchanges = api.MapOperatorGroup("/exchanges", "Exchanges");
        exchanges.MapGet("/{user}", Get);
        exchanges.MapPut("/{user}", Register);
        exchanges.MapDelete("/{user}", Remove);

        var covered = api.MapTenantAdministration("/exchanges", "Exchanges");
        covered.MapPut("/{user}", Cover);
        covered.MapDelete("/{user}", Uncover);
        return api;
    }

    internal static async Task<Results<Ok<ExchangeView>, ProblemHttpResult>> Get(
        string user, IGrainFactory grains, CancellationToken cancellationToken) =>
        IsUser(user) && await grains.Pbx(user).GetScope(cancellationToken) is { } scope
            ? TypedResults.Ok(new ExchangeView(user, [.. scope.Tenants.Select(tenant => tenant.Value)]))
            : NoSuchExchange();

    internal static async Task<Results<NoContent, ValidationProblem>> Register(
        string user, ExchangeForm form, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var read = new FormReader();
        if (!IsUser(user)) { read.Refuse("user", "At most 83 of letters, digits and _ - . + @."); }
        if (form.Password is not { Length: >= PasswordMin and <= PasswordMax } password || !password.All(IsPlain))
        {
            read.Refuse("password", $"{PasswordMin} to {PasswordMax} visible ASCII characters.");
            return TypedResults.ValidationProblem(read.Errors);
        }
        if (read.HasErrors) { return TypedResults.ValidationProblem(read.Errors); }

        await Note(context, "exchange-registered", user, grains, cancellationToken);
        await grains.Pbx(user).SetPassword(password, cancellationToken);
        return TypedResults.NoContent();
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        string user, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!IsUser(user) || await grains.Pbx(user).GetScope(cancellationToken) is null) { return NoSuchExchange(); }

        await Note(context, "exchange-removed", user, grains, cancellationToken);
        return await grains.Pbx(user).Remove(cancellationToken) ? TypedResults.NoContent() : NoSuchExchange();
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> Cover(
        TenantId tenant, string user, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (await grains.Tenant(tenant).GetProfile(cancellationToken) is null) { return TenantProblems.Of(TenantOutcome.NoSuchTenant); }
        return IsUser(user) ? Answer(await grains.Tenant(tenant).CoverBy(user, cancellationToken)) : NoSuchExchange();
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> Uncover(
        TenantId tenant, string user, IGrainFactory grains, CancellationToken cancellationToken) =>
        IsUser(user) ? Answer(await grains.Tenant(tenant).UncoverBy(user, cancellationToken)) : NoSuchExchange();

    // A colon ends the user in a basic credential.
    private static bool IsUser(string user) => !user.Contains(':', StringComparison.Ordinal) && ChannelId.TryParse($"pbx:{user}", out _);

    private static bool IsPlain(char character) => character is > ' ' and < (char)127;

    // Noted before it is done: what was done and is not in the audit would be worse.
    private static Task Note(
        HttpContext context, string action, string user, IGrainFactory grains, CancellationToken cancellationToken) =>
        grains.Audit().Append(
            new AuditEntry(Tenant: null, action, Caller.Of(context).Actor, user, ClientAddress.Of(context)), cancellationToken);

    private static Results<NoContent, ProblemHttpResult> Answer(PbxOutcome outcome) => outcome switch
    {
        PbxOutcome.Done => TypedResults.NoContent(),
        PbxOutcome.NotThere => NoSuchExchange(),
        PbxOutcome.Full => TypedResults.Problem(
            statusCode: StatusCodes.Status409Conflict, type: "exchange-full", title: "The exchange covers as many companies as it can."),
        _ => throw new InvalidOperationException($"Outcome {outcome} is not handled."),
    };

    private static ProblemHttpResult NoSuchExchange() => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound, type: "no-such-exchange", title: "There is no such exchange, or not for this company.");
}

/// <summary>An exchange's credential.</summary>
/// <param name="Password">16 to 200 visible ASCII characters.</param>
internal sealed record ExchangeForm(string? Password)
{
    /// <summary>Leaves the password out.</summary>
    public override string ToString() => nameof(ExchangeForm);
}

/// <summary>An exchange as the operator sees it.</summary>
/// <param name="User">Its basic-authentication user.</param>
/// <param name="Tenants">The companies whose calls it may bring.</param>
internal sealed record ExchangeView(string User, Guid[] Tenants);
