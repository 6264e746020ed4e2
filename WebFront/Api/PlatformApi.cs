using Microsoft.AspNetCore.Mvc;
using Platform.Audit;
using Platform.Backups;
using Platform.Calls;
using Platform.Channels;
using Platform.DataRights;
using Platform.FreeSwitch;
using Platform.Onboarding;
using Platform.People;
using Platform.Plans;
using Platform.Tenancy;
using Platform.WorkItems;

namespace Platform.Api;

/// <summary>The JSON API of a company's people and integrators.</summary>
public static class PlatformApi
{
    // The largest body is a company's configuration with all the answers that it may have; strangers must not fill the memory with more.
    private const long BodyBytesMax = 4 * 1_048_576;

    /// <summary>
    /// Maps <c>/api</c>. Its groups act for the company of the person who signed in; those below <c>/api/admin</c> are the operator's.
    /// </summary>
    public static IEndpointRouteBuilder MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax));
        api.MapSignIn();
        api.MapTokens();
        api.MapLinks();
        api.MapAccount();
        api.MapPeople();
        api.MapKeys();
        api.MapOperators();
        api.MapOperatorAccounts();
        api.MapConversations();
        api.MapCalls();
        api.MapChannels();
        api.MapWorkItems();
        api.MapAudit();
        api.MapContacts();
        api.MapRetention();
        api.MapTenants();
        api.MapExchanges();
        api.MapPlacement();
        api.MapBackups();
        api.MapCompany();
        api.MapCompanyPlan();
        api.MapPlanCatalog();
        api.MapSubscriptions();
        api.MapFleetUsage();
        api.MapOnboarding();
        return routes;
    }
}
