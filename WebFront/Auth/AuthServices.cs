using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Platform.Audit;
using Platform.People;
using Platform.Tenancy;

namespace Platform.Auth;

/// <summary>Registers how callers of <c>/api</c> are recognised.</summary>
public static class AuthServices
{
    /// <summary>Adds the scheme and the policies of <c>/api</c>.</summary>
    public static IServiceCollection AddUserAuthentication(this IServiceCollection services)
    {
        services.TryAddSingleton<RefusalAudit>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<SessionCookies>();
        services.AddSingleton<Credentials>();
        services.AddSingleton<IAuthorizationHandler, CallerFitsHandler>();
        services.AddSingleton<Doorman>();
        services.AddSingleton<ServedTenants>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, CallerAuthentication>(CallerAuthentication.SchemeName, null);
        services.AddAuthorizationBuilder()
            .AddPolicy(Access.Agent, policy => policy.ForCompany().RequireRoles(Role.Agent, Role.TenantAdmin))
            .AddPolicy(Access.TenantAdmin, policy => policy.ForCompany().RequireRoles(Role.TenantAdmin))
            .AddPolicy(Access.Operator, policy => policy.ForCallers(new CallerFits(OwnAccount: true)).RequireRoles(Role.SuperAdmin))
            .AddPolicy(Access.Person, policy => policy.ForCallers(new CallerFits(OwnAccount: true)))
            .AddPolicy(Access.Enrolling, policy => policy.ForCallers(new CallerFits(OwnAccount: true, WhileEnrolling: true)));
        return services;
    }

    /// <summary>Puts the guard against forged requests into the pipeline, behind the hosts.</summary>
    public static IApplicationBuilder UseForgeryGuard(this IApplicationBuilder app) => app.UseMiddleware<ForgeryGuard>();

    private static AuthorizationPolicyBuilder ForCompany(this AuthorizationPolicyBuilder policy) =>
        policy.ForCallers(new CallerFits()).RequireClaim("tenant");

    private static AuthorizationPolicyBuilder ForCallers(this AuthorizationPolicyBuilder policy, CallerFits fits) => policy
        .AddAuthenticationSchemes(CallerAuthentication.SchemeName)
        .RequireAuthenticatedUser()
        .AddRequirements(fits);

    private static AuthorizationPolicyBuilder RequireRoles(this AuthorizationPolicyBuilder policy, params Role[] roles) =>
        policy.RequireRole(roles.Select(role => role.ToString()));
}
