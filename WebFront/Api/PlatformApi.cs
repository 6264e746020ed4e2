using Platform.Auth;

namespace Platform.Api;

/// <summary>The JSON API of a company's people and integrators.</summary>
public static class PlatformApi
{
    /// <summary>Maps <c>/api</c>. Every route of it acts for the company of the person who signed in.</summary>
    public static IEndpointRouteBuilder MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").RequireAuthorization(UserAuthentication.Policy).AddEndpointFilter(UserAuthentication.ActForTenant);
        api.MapConversations();
        return routes;
    }
}
