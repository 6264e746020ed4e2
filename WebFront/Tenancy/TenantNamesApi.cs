using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Platform.Channels;
using Platform.FreeSwitch;
using Platform.Hosts;
using Platform.Onboarding;
using Platform.Routing;

namespace Platform.Tenancy;

/// <summary>The outside names that the operator gives a tenant: hosts of its pages, and the numbers and SIP domains of its calls.</summary>
internal static class TenantNamesApi
{
    /// <summary>Maps claiming (PUT) and releasing (DELETE) below <c>/api/admin/tenants/{tenant}</c>.</summary>
    internal static RouteGroupBuilder MapNames(this RouteGroupBuilder tenant)
    {
        tenant.MapPut("/hosts/{host}", ClaimHost);
        tenant.MapDelete("/hosts/{host}", ReleaseHost);
        tenant.MapPut("/numbers/{number}", ClaimNumber);
        tenant.MapDelete("/numbers/{number}", ReleaseNumber);
        tenant.MapPut("/sip-domains/{domain}", ClaimSipDomain);
        tenant.MapDelete("/sip-domains/{domain}", ReleaseSipDomain);
        return tenant;
    }

    internal static Task<Results<Ok<TenantView>, ValidationProblem, ProblemHttpResult>> ClaimHost(
        TenantId tenant, string host, IOptions<HostsOptions> hosts, IGrainFactory grains, CancellationToken cancellationToken) =>
        Claim(tenant, read => OnboardingForms.ReadNewHost(host, hosts.Value, read), grains, cancellationToken);

    internal static Task<Results<Ok<TenantView>, ValidationProblem, ProblemHttpResult>> ReleaseHost(
        TenantId tenant, string host, IGrainFactory grains, CancellationToken cancellationToken) =>
        Release(tenant, read => OnboardingForms.ReadHost(host, read), grains, cancellationToken);

    internal static Task<Results<Ok<TenantView>, ValidationProblem, ProblemHttpResult>> ClaimNumber(
        TenantId tenant, string number, IGrainFactory grains, CancellationToken cancellationToken) =>
        Claim(tenant, read => ReadNumber(number, read), grains, cancellationToken);

    internal static Task<Results<Ok<TenantView>, ValidationProblem, ProblemHttpResult>> ReleaseNumber(
        TenantId tenant, string number, IGrainFactory grains, CancellationToken cancellationToken) =>
        Release(tenant, read => ReadNumber(number, read), grains, cancellationToken);

    internal static Task<Results<Ok<TenantView>, ValidationProblem, ProblemHttpResult>> ClaimSipDomain(
        TenantId tenant, string domain, IGrainFactory grains, CancellationToken cancellationToken) =>
        Claim(tenant, read => ReadSipDomain(domain, read), grains, cancellationToken);

    internal static Task<Results<Ok<TenantView>, ValidationProblem, ProblemHttpResult>> ReleaseSipDomain(
        TenantId tenant, string domain, IGrainFactory grains, CancellationToken cancellationToken) =>
        Release(tenant, read => ReadSipDomain(domain, read), grains, cancellationToken);

    private static async Task<Results<Ok<TenantView>, ValidationProblem, ProblemHttpResult>> Claim(
        TenantId tenant, Func<FormReader, ChannelId?> readName, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var read = new FormReader();
        if (readName(read) is not { } name) { return TypedResults.ValidationProblem(read.Errors); }
        if (await grains.Tenant(tenant).GetProfile(cancellationToken) is null) { return TenantProblems.Of(TenantOutcome.NoSuchTenant); }
        return await grains.Tenant(tenant).ClaimName(name, secret: null, cancellationToken) == ClaimOutcome.Claimed
            ? TenantsApi.Widen(await TenantsApi.Answer(TenantOutcome.Done, tenant, grains, cancellationToken))
            : TenantProblems.NameTaken(name);
    }

    private static async Task<Results<Ok<TenantView>, ValidationProblem, ProblemHttpResult>> Release(
        TenantId tenant, Func<FormReader, ChannelId?> readName, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var read = new FormReader();
        if (readName(read) is not { } name) { return TypedResults.ValidationProblem(read.Errors); }
        return await grains.Tenant(tenant).ReleaseName(name, cancellationToken)
            ? TenantsApi.Widen(await TenantsApi.Answer(TenantOutcome.Done, tenant, grains, cancellationToken))
            : TenantProblems.NoSuchName(name);
    }

    private static ChannelId? ReadNumber(string text, FormReader read)
    {
        if (CallClues.NumberRoute(text) is { } name) { return name; }
        read.Refuse("number", "A telephone number with its area code, or with + and its country's code.");
        return null;
    }

    private static ChannelId? ReadSipDomain(string text, FormReader read)
    {
        if (Uri.CheckHostName(text.Trim().TrimEnd('.')) is UriHostNameType.Dns or UriHostNameType.IPv4 && CallClues.DomainRoute(text) is { } name)
        {
            return name;
        }
        read.Refuse("domain", "The domain of a SIP address, such as clinic.pbx.example, at most 83 characters.");
        return null;
    }
}
