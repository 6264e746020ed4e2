using Microsoft.AspNetCore.Authorization;

namespace Platform.Auth;

/// <summary>A part of a company's API, for which keys can be made: <c>conversations:read</c>, <c>conversations:write</c>.</summary>
/// <param name="Name">Its name in scopes.</param>
internal sealed record ApiArea(string Name)
{
    internal static ApiArea Of(string tag) => new(tag.ToLowerInvariant().Replace(' ', '-'));

    /// <summary>Whether a scope opens anything at all: one that opens nothing must not look like one that works.</summary>
    internal static bool IsScope(string scope, EndpointDataSource endpoints) => endpoints.Endpoints.Any(
        each => each.Metadata.GetMetadata<PeopleOnly>() is null && each.Metadata.GetMetadata<ApiArea>() is { } area
            && (scope == $"{area.Name}:read" || scope == $"{area.Name}:write"));

    internal string ScopeFor(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? $"{Name}:read" : $"{Name}:write";
}

/// <summary>An end point that no key opens, whatever its scopes: by it a key could make itself others.</summary>
internal sealed record PeopleOnly;

/// <summary>
/// An end point whose work outlives the time for which an operator entered, and opens the company again without entering: its own people alone.
/// </summary>
internal sealed record OwnPeopleOnly;

/// <summary>The rest of every policy, beside the role: the caller's kind fits the end point, and enrolment does not stand in between.</summary>
/// <param name="OwnAccount">Only people with an account here.</param>
/// <param name="WhileEnrolling">Also people who must enrol first.</param>
internal sealed record CallerFits(bool OwnAccount = false, bool WhileEnrolling = false) : IAuthorizationRequirement;

/// <summary>Decides <see cref="CallerFits"/>.</summary>
internal sealed class CallerFitsHandler : AuthorizationHandler<CallerFits>
{
    /// <inheritdoc />
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, CallerFits requirement)
    {
        if (context.Resource is HttpContext http && http.Features.Get<Caller>() is { } caller && Fits(caller, requirement, http))
        {
            context.Succeed(requirement);
        }
        return Task.CompletedTask;
    }

    private static bool Fits(Caller caller, CallerFits requirement, HttpContext http) => caller.Kind switch
    {
        _ when caller.MustEnrol && !requirement.WhileEnrolling => false,
        CallerKind.Session or CallerKind.Token => true,
        CallerKind.Entered => !requirement.OwnAccount && http.GetEndpoint()?.Metadata.GetMetadata<OwnPeopleOnly>() is null,
        CallerKind.Key => !requirement.OwnAccount && IsInScope(caller, http),
        _ => throw new InvalidOperationException($"Caller kind {caller.Kind} is not handled."),
    };

    private static bool IsInScope(Caller caller, HttpContext http)
    {
        var metadata = http.GetEndpoint()?.Metadata;
        return metadata?.GetMetadata<PeopleOnly>() is null
            && metadata?.GetMetadata<ApiArea>() is { } area
            && caller.Scopes.Contains(area.ScopeFor(http.Request.Method));
    }
}
