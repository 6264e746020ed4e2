using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Auth;
using Platform.Tenancy;

namespace Platform.Backups;

/// <summary>The operator sees how a tenant's backups stand, and asks for one.</summary>
public static class BackupApi
{
    /// <summary>Maps <c>/api/admin/tenants/{tenant}/backups</c>.</summary>
    public static RouteGroupBuilder MapBackups(this RouteGroupBuilder api)
    {
        var group = api.MapTenantAdministration("/backups", "Tenants");
        group.MapGet("", Get);
        group.MapPost("", Run);
        return api;
    }

    internal static async Task<Results<Ok<BackupStatus>, ProblemHttpResult>> Get(
        TenantId tenant, IGrainFactory grains, CancellationToken cancellationToken) =>
        await Exists(tenant, grains, cancellationToken)
            ? TypedResults.Ok(await grains.TenantBackup(tenant).Get(cancellationToken))
            : Missing();

    internal static async Task<Results<Accepted<BackupStatus>, ProblemHttpResult>> Run(
        TenantId tenant, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!await Exists(tenant, grains, cancellationToken)) { return Missing(); }

        var status = await grains.TenantBackup(tenant).Run(cancellationToken);
        return status.IsOn
            ? TypedResults.Accepted($"/api/admin/tenants/{tenant}/backups", status)
            : TypedResults.Problem(
                title: "No folder for backups is configured; set Backups:Directory.", statusCode: StatusCodes.Status409Conflict);
    }

    private static async Task<bool> Exists(TenantId tenant, IGrainFactory grains, CancellationToken cancellationToken) =>
        await grains.Tenant(tenant).GetProfile(cancellationToken) is not null;

    private static ProblemHttpResult Missing() =>
        TypedResults.Problem(title: "There is no such tenant.", statusCode: StatusCodes.Status404NotFound);
}
