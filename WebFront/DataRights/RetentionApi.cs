using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Auth;
using Platform.Tenancy;

namespace Platform.DataRights;

/// <summary>How long a company's data is kept: for its administrators, and for the operator.</summary>
internal static class RetentionApi
{
    /// <summary>Maps <c>/api/company/retention</c> and <c>/api/admin/tenants/{tenant}/retention</c>.</summary>
    internal static RouteGroupBuilder MapRetention(this RouteGroupBuilder api)
    {
        var own = api.MapCompanyGroup("/company/retention", Access.TenantAdmin, "Data rights");
        own.MapGet("", GetOwn);
        own.MapPut("", ConfigureOwn);

        var administered = api.MapTenantAdministration("/retention", "Data rights");
        administered.MapGet("", Get);
        administered.MapPut("", Configure);
        administered.MapPost("/run", Run);
        return api;
    }

    internal static async Task<Ok<RetentionView>> GetOwn(SignedInUser user, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(await grains.Retention(user.Tenant).Get(cancellationToken));

    internal static Task<Results<Ok<RetentionView>, NotFound, ValidationProblem>> ConfigureOwn(
        RetentionForm form, SignedInUser user, IGrainFactory grains, CancellationToken cancellationToken) =>
        Configure(user.Tenant, form, grains, cancellationToken);

    internal static async Task<Results<Ok<RetentionView>, NotFound>> Get(
        TenantId tenant, IGrainFactory grains, CancellationToken cancellationToken) =>
        await IsThere(tenant, grains, cancellationToken)
            ? TypedResults.Ok(await grains.Retention(tenant).Get(cancellationToken))
            : TypedResults.NotFound();

    internal static async Task<Results<Ok<RetentionView>, NotFound, ValidationProblem>> Configure(
        TenantId tenant, RetentionForm form, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var read = new FormReader();
        var periods = form.Read(read);
        if (read.HasErrors) { return TypedResults.ValidationProblem(read.Errors); }
        return await IsThere(tenant, grains, cancellationToken)
            ? TypedResults.Ok(await grains.Retention(tenant).Configure(periods, cancellationToken))
            : TypedResults.NotFound();
    }

    internal static async Task<Results<Ok<RetentionView>, NotFound>> Run(
        TenantId tenant, IGrainFactory grains, CancellationToken cancellationToken) =>
        await IsThere(tenant, grains, cancellationToken)
            ? TypedResults.Ok(await grains.Retention(tenant).Run(cancellationToken))
            : TypedResults.NotFound();

    private static async Task<bool> IsThere(TenantId tenant, IGrainFactory grains, CancellationToken cancellationToken) =>
        await grains.Tenant(tenant).GetProfile(cancellationToken) is not null;
}

/// <summary>For how many days data is kept; what is not given is as the installation has it.</summary>
/// <param name="Messages">Messages, and conversations of which none is left.</param>
/// <param name="Calls">Calls.</param>
/// <param name="WorkItems">Work for people.</param>
/// <param name="Delivery">How messages were delivered.</param>
/// <param name="Audit">Audit entries.</param>
internal sealed record RetentionForm(int? Messages, int? Calls, int? WorkItems, int? Delivery, int? Audit)
{
    internal RetentionPeriods Read(FormReader read)
    {
        Check(read, "messages", Messages, RetentionPeriods.DaysMin);
        Check(read, "calls", Calls, RetentionPeriods.DaysMin);
        Check(read, "workItems", WorkItems, RetentionPeriods.DaysMin);
        Check(read, "delivery", Delivery, RetentionPeriods.DaysMin);
        Check(read, "audit", Audit, RetentionPeriods.AuditDaysMin);
        return new RetentionPeriods(Messages, Calls, WorkItems, Delivery, Audit);
    }

    private static void Check(FormReader read, string member, int? days, int daysMin)
    {
        if (days < daysMin || days > RetentionPeriods.DaysMax) { read.Refuse(member, $"{daysMin} to {RetentionPeriods.DaysMax} days."); }
    }
}
