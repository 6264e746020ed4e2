using Microsoft.AspNetCore.Authentication;

namespace Platform.Auth;

/// <summary>Registers how people are recognised.</summary>
public static class AuthServices
{
    /// <summary>Adds the scheme and the policy of <c>/api</c>.</summary>
    public static IServiceCollection AddUserAuthentication(this IServiceCollection services)
    {
        services.AddSingleton<UserIdentities>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, UserAuthentication>(UserAuthentication.SchemeName, null);
        services.AddAuthorizationBuilder().AddPolicy(
            UserAuthentication.Policy,
            policy => policy.AddAuthenticationSchemes(UserAuthentication.SchemeName).RequireAuthenticatedUser().RequireClaim("tenant"));
        return services;
    }
}
