using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Auth;
using Platform.Hosts;

namespace Platform.Tenancy;

/// <summary>The operator's administration of tenants.</summary>
public static class TenantsApi
{
    private const int PageDefault = 50;

    /// <summary>Maps <c>/api/admin/tenants</c>.</summary>
    public static RouteGroupBuilder MapTenants(this RouteGroupBuilder api)
    {
        var all = api.MapOperatorGroup("/tenants", "Tenants");
        all.MapGet("", List);
        all.MapPost("", Create);

        var one = api.MapTenantAdministration("", "Tenants").AddEndpointFilter<ForgetCompany>();
        one.MapGet("", Get);
        one.MapPut("/name", Rename);
        one.MapPatch("/configuration", Configure);
        one.MapPost("/suspend", Suspend);
        one.MapPost("/resume", Resume);
        one.MapPost("/cancel", Cancel);
        one.MapDelete("", Delete);
        one.MapNames();
        return api;
    }

    internal static async Task<Ok<TenantList>> List(
        string? after, int? limit, string? slug, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var page = slug is null
            ? await grains.TenantDirectory().List(after, limit ?? PageDefault, cancellationToken)
            : await grains.TenantDirectory().Find(slug, cancellationToken);
        return TypedResults.Ok(new TenantList(
            [.. page.Tenants.Select(tenant => new TenantItem(tenant.Id.Value, tenant.Slug, tenant.Name, tenant.Status))], page.After));
    }

    internal static async Task<Results<Created<TenantView>, ValidationProblem, ProblemHttpResult>> Create(
        NewTenantForm form, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var read = new FormReader();
        if (form.Read(read) is not { } asked) { return TypedResults.ValidationProblem(read.Errors); }

        var created = await grains.TenantDirectory().Create(asked, cancellationToken);
        if (created.Tenant is not { } tenant) { return TenantProblems.Of(created.Outcome); }
        ActingTenant.Set(tenant);
        return await grains.Tenant(tenant).GetOverview(cancellationToken) is { } overview
            ? TypedResults.Created($"/api/admin/tenants/{tenant}", TenantView.Of(tenant, overview))
            : TenantProblems.Of(TenantOutcome.NoSuchTenant);
    }

    internal static Task<Results<Ok<TenantView>, ProblemHttpResult>> Get(
        TenantId tenant, IGrainFactory grains, CancellationToken cancellationToken) =>
        Answer(TenantOutcome.Done, tenant, grains, cancellationToken);

    internal static async Task<Results<Ok<TenantView>, ValidationProblem, ProblemHttpResult>> Rename(
        TenantId tenant, RenameForm form, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var read = new FormReader();
        var name = read.Required<TenantName>("name", form.Name, TenantName.Rule);
        return read.HasErrors
            ? TypedResults.ValidationProblem(read.Errors)
            : Widen(await Answer(await grains.Tenant(tenant).Rename(name, cancellationToken), tenant, grains, cancellationToken));
    }

    internal static async Task<Results<Ok<TenantView>, ValidationProblem, ProblemHttpResult>> Configure(
        TenantId tenant, ConfigurationForm form, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var read = new FormReader();
        var configuration = form.Read(read);
        return read.HasErrors
            ? TypedResults.ValidationProblem(read.Errors)
            : Widen(await Answer(await grains.Tenant(tenant).Configure(configuration, cancellationToken), tenant, grains, cancellationToken));
    }

    internal static async Task<Results<Ok<TenantView>, ValidationProblem, ProblemHttpResult>> Suspend(
        TenantId tenant, SuspensionForm form, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var read = new FormReader();
        var reason = read.RequiredText("reason", form.Reason, Suspension.ReasonLengthMax);
        return read.HasErrors
            ? TypedResults.ValidationProblem(read.Errors)
            : Widen(await Answer(await grains.Tenant(tenant).Suspend(reason, cancellationToken), tenant, grains, cancellationToken));
    }

    internal static async Task<Results<Ok<TenantView>, ProblemHttpResult>> Resume(
        TenantId tenant, IGrainFactory grains, CancellationToken cancellationToken) =>
        await Answer(await grains.Tenant(tenant).Resume(cancellationToken), tenant, grains, cancellationToken);

    internal static async Task<Results<Ok<TenantView>, ProblemHttpResult>> Cancel(
        TenantId tenant, IGrainFactory grains, CancellationToken cancellationToken) =>
        await Answer(await grains.Tenant(tenant).Cancel(cancellationToken), tenant, grains, cancellationToken);

    internal static async Task<Results<Ok<TenantView>, ProblemHttpResult>> Delete(
        TenantId tenant, bool? abandonAccounts, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var outcome = await grains.Tenant(tenant).Delete(cancellationToken);
        if (outcome == TenantOutcome.Done && abandonAccounts == true)
        {
            outcome = await grains.Tenant(tenant).AbandonAccounts(cancellationToken);
        }
        return await Answer(outcome, tenant, grains, cancellationToken);
    }

    /// <summary>The tenant as it is now, or why a change was not made.</summary>
    internal static async Task<Results<Ok<TenantView>, ProblemHttpResult>> Answer(
        TenantOutcome outcome, TenantId tenant, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (outcome != TenantOutcome.Done) { return TenantProblems.Of(outcome); }
        return await grains.Tenant(tenant).GetOverview(cancellationToken) is { } overview
            ? TypedResults.Ok(TenantView.Of(tenant, overview))
            : TenantProblems.Of(TenantOutcome.NoSuchTenant);
    }

    /// <summary>The same answer, of an end point that may find the request itself wrong.</summary>
    internal static Results<Ok<TenantView>, ValidationProblem, ProblemHttpResult> Widen(Results<Ok<TenantView>, ProblemHttpResult> answer) =>
        answer.Result switch
        {
            Ok<TenantView> ok => ok,
            ProblemHttpResult problem => problem,
            var other => throw new InvalidOperationException($"Result {other.GetType().Name} is not handled."),
        };
}
