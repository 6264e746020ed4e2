using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Auth;
using Platform.Tenancy;

namespace Platform.Audit;

/// <summary>
/// What was done, refused and changed: a company's administrators read their own company's entries, the operator those of the installation
/// and, tenant by tenant, those of companies.
/// </summary>
internal static class AuditApi
{
    private const int EntriesDefault = 100;

    /// <summary>Maps <c>/api/audit</c>, <c>/api/admin/audit</c> and <c>/api/admin/tenants/{tenant}/audit</c>.</summary>
    internal static RouteGroupBuilder MapAudit(this RouteGroupBuilder api)
    {
        var own = api.MapCompanyGroup("/audit", Access.TenantAdmin, "Audit");
        own.MapGet("", SearchCompany);
        own.MapGet("/verify", VerifyCompany);
        Describe(own.MapGet("/export", ExportCompany));

        var installation = api.MapOperatorGroup("/audit", "Audit");
        installation.MapGet("", SearchInstallation);
        installation.MapGet("/verify", VerifyInstallation);
        Describe(installation.MapGet("/export", ExportInstallation));

        var company = api.MapTenantAdministration("/audit", "Audit").ForKnownTenants();
        company.MapGet("", SearchTenant);
        company.MapGet("/verify", VerifyTenant);
        Describe(company.MapGet("/export", ExportTenant));
        return api;
    }

    internal static Task<Results<Ok<AuditPage>, ProblemHttpResult>> SearchCompany(
        SignedInUser user, IGrainFactory grains, [AsParameters] AuditQuery query, string? cursor, int? limit, CancellationToken stop) =>
        Search(Company(grains, user.Tenant), query, cursor, limit, stop);

    internal static Task<Results<Ok<AuditPage>, ProblemHttpResult>> SearchTenant(
        TenantId tenant, IGrainFactory grains, [AsParameters] AuditQuery query, string? cursor, int? limit, CancellationToken stop) =>
        Search(Company(grains, tenant), query, cursor, limit, stop);

    internal static Task<Results<Ok<AuditPage>, ProblemHttpResult>> SearchInstallation(
        IGrainFactory grains, [AsParameters] AuditQuery query, string? cursor, int? limit, CancellationToken stop) =>
        Search(Installation(grains), query, cursor, limit, stop);

    internal static async Task<Ok<ImmutableArray<LedgerVerdict>>> VerifyCompany(
        SignedInUser user, IGrainFactory grains, CancellationToken stop) =>
        TypedResults.Ok(await grains.AuditTrail(user.Tenant).Verify(stop));

    internal static async Task<Ok<ImmutableArray<LedgerVerdict>>> VerifyTenant(
        TenantId tenant, IGrainFactory grains, CancellationToken stop) =>
        TypedResults.Ok(await grains.AuditTrail(tenant).Verify(stop));

    internal static async Task<Ok<ImmutableArray<LedgerVerdict>>> VerifyInstallation(IGrainFactory grains, CancellationToken stop) =>
        TypedResults.Ok<ImmutableArray<LedgerVerdict>>([await grains.Audit().VerifyOwn(stop)]);

    internal static Task<Results<EmptyHttpResult, ProblemHttpResult>> ExportCompany(
        SignedInUser user, IGrainFactory grains, [AsParameters] AuditQuery query, string? format, HttpContext context) =>
        AuditExport.Write(Company(grains, user.Tenant), grains, user.Tenant, query, format, context);

    internal static Task<Results<EmptyHttpResult, ProblemHttpResult>> ExportTenant(
        TenantId tenant, IGrainFactory grains, [AsParameters] AuditQuery query, string? format, HttpContext context) =>
        AuditExport.Write(Company(grains, tenant), grains, tenant, query, format, context);

    internal static Task<Results<EmptyHttpResult, ProblemHttpResult>> ExportInstallation(
        IGrainFactory grains, [AsParameters] AuditQuery query, string? format, HttpContext context) =>
        AuditExport.Write(Installation(grains), grains, tenant: null, query, format, context);

    private static async Task<Results<Ok<AuditPage>, ProblemHttpResult>> Search(
        AuditSource source, AuditQuery query, string? cursor, int? limit, CancellationToken stop)
    {
        if (cursor is null) { return TypedResults.Ok(await source(query.ToFilter(), null, limit ?? EntriesDefault, stop)); }
        return AuditCursor.TryParse(cursor, out var before)
            ? TypedResults.Ok(await source(query.ToFilter(), before, limit ?? EntriesDefault, stop))
            : TypedResults.Problem(title: "The cursor is not one of this list.", statusCode: StatusCodes.Status400BadRequest);
    }

    private static AuditSource Company(IGrainFactory grains, TenantId tenant) => grains.AuditTrail(tenant).Search;

    private static AuditSource Installation(IGrainFactory grains) => grains.Audit().SearchOwn;

    private static void Describe(RouteHandlerBuilder export) => export.Produces<string>(
        StatusCodes.Status200OK, AuditExport.JsonLinesType, AuditExport.CsvType);
}

/// <summary>Where entries are read from.</summary>
internal delegate Task<AuditPage> AuditSource(AuditFilter filter, AuditCursor? before, int entriesMax, CancellationToken stop);
