using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Platform.People;

namespace Platform.Auth;

/// <summary>Registers how people are recognised.</summary>
public static class AuthServices
{
    /// <summary>Adds the scheme and the policies of <c>/api</c>.</summary>
    public static IServiceCollection AddUserAuthentication(this IServiceCollection services)
    {
        services.AddSingleton<UserIdentities>();
        services.AddSingleton<Platform.Tenancy.ServedTenants>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, UserAuthentication>(UserAuthentication.SchemeName, null);
        services.AddAuthorizationBuilder()
            .AddPolicy(Access.Agent, policy => policy.Require(Role.Agent, Role.TenantAdmin).RequireClaim("tenant"))
            .AddPolicy(Access.TenantAdmin, policy => policy.Require(Role.TenantAdmin).RequireClaim("tenant"))
            .AddPolicy(Access.Operator, policy => policy.Require(Role.SuperAdmin));
        return services;
    }

    private static AuthorizationPolicyBuilder Require(this AuthorizationPolicyBuilder policy, params Role[] roles) => policy
        .AddAuthenticationSchemes(UserAuthentication.SchemeName)
        .RequireAuthenticatedUser()
        .RequireRole(roles.Select(role => role.ToString()));
}
