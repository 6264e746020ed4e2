using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Channels;

namespace Platform.Tenancy;

/// <summary>Refusals that concern tenants, as problem+json: the type is for programs, the title for people.</summary>
internal static class TenantProblems
{
    /// <summary>The company is suspended, cancelled or deleted.</summary>
    internal static ProblemHttpResult Suspended() => Problem(
        StatusCodes.Status403Forbidden, "tenant-suspended", "The company's account is suspended. Its data is kept; please contact us.");

    /// <summary>What a change that was not made is answered with.</summary>
    internal static ProblemHttpResult Of(TenantOutcome outcome) => outcome switch
    {
        TenantOutcome.NoSuchTenant => Problem(StatusCodes.Status404NotFound, "no-such-tenant", "There is no such tenant."),
        TenantOutcome.Exists => Problem(
            StatusCodes.Status409Conflict, "slug-taken", "A tenant with this slug exists, with another name or sector."),
        TenantOutcome.SlugTaken => Problem(StatusCodes.Status409Conflict, "slug-taken", "The slug belongs to another tenant."),
        TenantOutcome.UnknownSector => Problem(StatusCodes.Status400BadRequest, "unknown-sector", "There is no bot for this sector."),
        TenantOutcome.NotAllowed => Problem(
            StatusCodes.Status409Conflict, "not-allowed", "This cannot be done in the state that the tenant is in."),
        TenantOutcome.HostTaken => HostTaken(),
        TenantOutcome.InstanceTaken => Problem(
            StatusCodes.Status409Conflict, "instance-taken", "The WhatsApp instance belongs to another tenant."),
        TenantOutcome.NumberTaken => Problem(
            StatusCodes.Status409Conflict, "number-taken", "The WhatsApp number belongs to another tenant."),
        _ => throw new InvalidOperationException($"Outcome {outcome} is not handled."),
    };

    /// <summary>The host leads to another company.</summary>
    internal static ProblemHttpResult HostTaken() =>
        Problem(StatusCodes.Status409Conflict, "host-taken", "The host belongs to another tenant.");

    /// <summary>A name that was to be claimed leads to another company.</summary>
    internal static ProblemHttpResult NameTaken(ChannelId name) => KindOf(name) switch
    {
        "did" => Problem(
            StatusCodes.Status409Conflict, "number-taken", "The number belongs to another tenant, or this one has too many names."),
        "sip" => Problem(
            StatusCodes.Status409Conflict, "domain-taken", "The SIP domain belongs to another tenant, or this one has too many names."),
        _ => HostTaken(),
    };

    /// <summary>A name that was to be released is not the company's.</summary>
    internal static ProblemHttpResult NoSuchName(ChannelId name) => KindOf(name) switch
    {
        "did" => Problem(StatusCodes.Status404NotFound, "no-such-number", "The number is not one of this company's."),
        "sip" => Problem(StatusCodes.Status404NotFound, "no-such-domain", "The SIP domain is not one of this company's."),
        _ => Problem(StatusCodes.Status404NotFound, "no-such-host", "The host is not one of this company's."),
    };

    private static string KindOf(ChannelId name) => name.Value[..name.Value.IndexOf(':')];

    private static ProblemHttpResult Problem(int status, string type, string title) =>
        TypedResults.Problem(statusCode: status, type: type, title: title);
}
