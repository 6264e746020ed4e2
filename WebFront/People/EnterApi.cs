using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Auth;
using Platform.Hosts;
using Platform.Tenancy;

namespace Platform.People;

/// <summary>
/// An operator acts inside a company: only after saying why, for a short time, and under the operator's own name. The company's people find
/// it in their audit.
/// </summary>
internal static class EnterApi
{
    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private const int ReasonMin = 5;
    private const int ReasonMax = 150;

    /// <summary>Maps <c>/api/admin/tenants/{tenant}/enter</c> and <c>/api/admin/signing-keys</c>.</summary>
    internal static RouteGroupBuilder MapOperators(this RouteGroupBuilder api)
    {
        api.MapTenantAdministration("/enter", "Operators").MapPost("", Enter);
        api.MapOperatorGroup("/signing-keys", "Operators").MapPost("/rotate", Rotate);
        return api;
    }

    internal static async Task<Results<Ok<EnterAnswer>, NotFound, ProblemHttpResult>> Enter(
        TenantId tenant, EnterRequest request, HttpContext context, IGrainFactory grains, IOptions<HostsOptions> hosts,
        CancellationToken cancellationToken)
    {
        if (request.Reason?.Trim() is not { Length: >= ReasonMin and <= ReasonMax } reason)
        {
            return TypedResults.Problem(title: "Say why, in 5 to 150 characters.", statusCode: StatusCodes.Status400BadRequest);
        }
        if (await grains.Tenant(tenant).GetProfile(cancellationToken) is not { } profile) { return TypedResults.NotFound(); }

        var caller = Caller.Of(context);
        await grains.Audit().Append(
            new AuditEntry(tenant, "operator-entered", caller.Actor, reason, ClientAddress.Of(context)), cancellationToken);
        var token = await grains.KeyRing().SignAccess(
            new AccessGrant(tenant, EmailAddress.Parse(caller.Name), Role.TenantAdmin, caller.Session, caller.Actor, Lifetime), cancellationToken);
        return TypedResults.Ok(new EnterAnswer(token, (int)Lifetime.TotalSeconds, hosts.Value.AddressOf(hosts.Value.HostOf(profile.Slug))));
    }

    internal static async Task<NoContent> Rotate(
        RotateRequest request, AccessTokens tokens, IGrainFactory grains, CancellationToken cancellationToken)
    {
        await grains.KeyRing().Rotate(request.ForgetOld, cancellationToken);
        tokens.ForgetKeys();
        return TypedResults.NoContent();
    }
}

/// <summary>Why an operator enters.</summary>
internal sealed record EnterRequest(string? Reason);

/// <summary>How an operator acts inside a company.</summary>
/// <param name="AccessToken">For the header <c>Authorization: Bearer …</c>, at the company's host only.</param>
/// <param name="ExpiresIn">How long it is good, in seconds.</param>
/// <param name="Address">The company's host.</param>
internal sealed record EnterAnswer(string AccessToken, int ExpiresIn, string Address)
{
    /// <summary>Leaves the token out.</summary>
    public override string ToString() => $"EnterAnswer {{ ExpiresIn = {ExpiresIn} }}";
}

/// <summary>The signing key is changed.</summary>
/// <param name="ForgetOld">Nothing that was signed before is good any longer.</param>
internal sealed record RotateRequest(bool ForgetOld);
