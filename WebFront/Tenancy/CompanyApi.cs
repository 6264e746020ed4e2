using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Auth;

namespace Platform.Tenancy;

/// <summary>A company's administrators look after their own company.</summary>
public static class CompanyApi
{
    /// <summary>Maps <c>/api/company</c>.</summary>
    public static RouteGroupBuilder MapCompany(this RouteGroupBuilder api)
    {
        var group = api.MapCompanyGroup("/company", Access.TenantAdmin, "Company");
        group.MapGet("", Get);
        group.MapPatch("/configuration", Configure);
        return api;
    }

    internal static async Task<Results<Ok<CompanyView>, ProblemHttpResult>> Get(
        SignedInUser user, IGrainFactory grains, CancellationToken cancellationToken) =>
        await grains.Tenant(user.Tenant).GetProfile(cancellationToken) is { } profile
            ? TypedResults.Ok(CompanyView.Of(profile))
            : TenantProblems.Of(TenantOutcome.NoSuchTenant);

    internal static async Task<Results<Ok<CompanyView>, ValidationProblem, ProblemHttpResult>> Configure(
        SignedInUser user, ConfigurationForm form, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var read = new FormReader();
        var configuration = form.Read(read);
        if (read.HasErrors) { return TypedResults.ValidationProblem(read.Errors); }

        var outcome = await grains.Tenant(user.Tenant).Configure(configuration, cancellationToken);
        if (outcome != TenantOutcome.Done) { return TenantProblems.Of(outcome); }
        return await grains.Tenant(user.Tenant).GetProfile(cancellationToken) is { } profile
            ? TypedResults.Ok(CompanyView.Of(profile))
            : TenantProblems.Of(TenantOutcome.NoSuchTenant);
    }
}
