using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Platform.Auth;
using Platform.Hosts;
using Platform.Tenancy;

namespace Platform.Onboarding;

/// <summary>The operator takes companies in.</summary>
public static class OnboardingApi
{
    /// <summary>Maps <c>/api/admin/onboarding</c> and what is shown of one below <c>/api/admin/tenants</c>.</summary>
    public static RouteGroupBuilder MapOnboarding(this RouteGroupBuilder api)
    {
        api.MapOperatorGroup("/onboarding", "Onboarding").MapPost("", Start);
        var one = api.MapTenantAdministration("/onboarding", "Onboarding");
        one.MapGet("", Get);
        one.MapGet("/pairing", GetPairing);
        return api;
    }

    internal static async Task<Results<Accepted<OnboardingView>, ValidationProblem, ProblemHttpResult>> Start(
        OnboardingForm form, HttpRequest request, IOptions<OnboardingOptions> options, IOptions<HostsOptions> hosts, IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var read = new FormReader();
        var front = options.Value.WebhookBase ?? new Uri($"{request.Scheme}://{request.Host}");
        if (form.Read(front, hosts.Value, read) is not { } asked) { return TypedResults.ValidationProblem(read.Errors); }

        var begun = await grains.TenantDirectory().Onboard(asked, cancellationToken);
        if (begun.Tenant is not { } tenant) { return TenantProblems.Of(begun.Outcome); }
        ActingTenant.Set(tenant);
        return await Show(tenant, grains, cancellationToken) is { } view
            ? TypedResults.Accepted($"/api/admin/tenants/{tenant}/onboarding", view)
            : TenantProblems.Of(TenantOutcome.NoSuchTenant);
    }

    internal static async Task<Results<Ok<OnboardingView>, ProblemHttpResult>> Get(
        TenantId tenant, IGrainFactory grains, CancellationToken cancellationToken) =>
        await Show(tenant, grains, cancellationToken) is { } view
            ? TypedResults.Ok(view)
            : TenantProblems.Of(TenantOutcome.NoSuchTenant);

    internal static async Task<Results<Ok<PairingView>, ProblemHttpResult>> GetPairing(
        TenantId tenant, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (await grains.Onboarding(tenant).Get(cancellationToken) is null) { return TenantProblems.Of(TenantOutcome.NoSuchTenant); }

        var pairing = await grains.Onboarding(tenant).GetPairing(cancellationToken);
        return TypedResults.Ok(new PairingView(pairing.Status, pairing.Code, pairing.PairingCode));
    }

    private static async Task<OnboardingView?> Show(TenantId tenant, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (await grains.Onboarding(tenant).Get(cancellationToken) is not { } progress) { return null; }
        var link = progress.WhatsApp is { } channel ? await grains.ChannelLink(tenant, channel).Get(cancellationToken) : null;
        return OnboardingView.Of(progress, link);
    }
}

/// <summary>How companies are taken in (<c>Onboarding:*</c>).</summary>
public sealed class OnboardingOptions
{
    /// <summary>
    /// Where the gateway reaches the front, such as <c>http://front.internal:5080</c>. Default: the address at which the operator asked.
    /// </summary>
    public Uri? WebhookBase { get; set; }
}
