using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Auth;

namespace Platform.Tenancy;

/// <summary>The operator moves tenants between isolation tiers.</summary>
public static class PlacementApi
{
    /// <summary>Maps <c>/api/admin/tenants/{tenant}/placement</c>.</summary>
    public static RouteGroupBuilder MapPlacement(this RouteGroupBuilder api)
    {
        var group = api.MapTenantAdministration("/placement", "Tenants").ForKnownTenants();
        group.MapGet("", Get);
        group.MapPost("", Move);
        group.MapPost("/confirm", Confirm);
        return api;
    }

    internal static async Task<Ok<MoveStatus>> Get(TenantId tenant, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(await grains.TenantMove(tenant).Get(cancellationToken));

    internal static async Task<Results<Accepted<MoveStatus>, ValidationProblem, ProblemHttpResult>> Move(
        TenantId tenant, MoveForm form, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (form.To is not { } to || form.Server is { Length: 0 or > MoveOrder.ServerLengthMax })
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>
            {
                ["to"] = ["Say shared or dedicated, and name a configured server or none."],
            });
        }
        if (await grains.Tenant(tenant).GetProfile(cancellationToken) is null)
        {
            return TypedResults.Problem(title: "There is no such tenant.", statusCode: StatusCodes.Status404NotFound);
        }
        var answer = await grains.TenantMove(tenant).Move(new MoveOrder(to, form.Server), cancellationToken);
        return answer.Refusal is { } refusal
            ? TypedResults.Problem(title: refusal, statusCode: StatusCodes.Status409Conflict)
            : TypedResults.Accepted($"/api/admin/tenants/{tenant}/placement", answer.Status);
    }

    internal static async Task<Results<Ok<MoveStatus>, ProblemHttpResult>> Confirm(
        TenantId tenant, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var answer = await grains.TenantMove(tenant).Confirm(cancellationToken);
        return answer.Refusal is { } refusal
            ? TypedResults.Problem(title: refusal, statusCode: StatusCodes.Status409Conflict)
            : TypedResults.Ok(answer.Status);
    }
}

/// <summary>Where a tenant is to be moved.</summary>
/// <param name="To"><c>shared</c> or <c>dedicated</c>.</param>
/// <param name="Server">A configured database server's name; none for the installation's own.</param>
public sealed record MoveForm(IsolationTier? To, string? Server);
