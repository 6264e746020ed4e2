using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using Platform.People;
using Platform.Tenancy;

namespace Platform.Auth;

/// <summary>Who was recognised in a request, by whatever credential.</summary>
/// <param name="Kind">By what.</param>
/// <param name="Name">The person's e-mail address, or the key's name.</param>
/// <param name="Tenant">The company acted for, or <c>null</c> for the operator's own end points.</param>
/// <param name="Role">What may be done.</param>
/// <param name="Actor">Who, as the audit names it.</param>
/// <param name="Session">The session; of a key none.</param>
internal sealed record Caller(CallerKind Kind, string Name, TenantId? Tenant, Role Role, string Actor, Guid Session)
{
    /// <summary>Only enrolment is open.</summary>
    internal bool MustEnrol { get; init; }

    /// <summary>Where a key opens.</summary>
    internal ImmutableArray<string> Scopes { get; init; } = [];

    /// <summary>The person's own account. Keys and operators inside a company have none there, and no policy lets them ask.</summary>
    internal IAccountGrain AccountIn(IGrainFactory grains) => grains.Account(Tenant, EmailAddress.Parse(Name));

    /// <summary>Whoever was recognised in the request.</summary>
    internal static Caller Of(HttpContext context) => context.Features.GetRequiredFeature<Caller>();

    internal ClaimsPrincipal ToPrincipal(string scheme)
    {
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, Name), new Claim(ClaimTypes.Role, Role.ToString())], scheme);
        if (Tenant is { } tenant) { identity.AddClaim(new Claim("tenant", tenant.ToString())); }
        return new ClaimsPrincipal(identity);
    }
}

/// <summary>By what a caller was recognised.</summary>
internal enum CallerKind
{
    /// <summary>A browser's cookie.</summary>
    Session,

    /// <summary>An access token of a person.</summary>
    Token,

    /// <summary>An API key.</summary>
    Key,

    /// <summary>An access token by which an operator entered a company.</summary>
    Entered,
}

/// <summary>Finds accounts.</summary>
internal static class Accounts
{
    /// <summary>The account of that address among a company's people, or among the operator's.</summary>
    internal static IAccountGrain Account(this IGrainFactory grains, TenantId? tenant, EmailAddress email)
    {
        if (tenant is not { } company) { return grains.Operator(email); }
        ActingTenant.Set(company);
        return grains.User(company, email);
    }
}
