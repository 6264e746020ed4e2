using Platform.People;
using Platform.Tenancy;

namespace Platform.Auth;

/// <summary>Who acts for a company in this request: one of its people, a program with a key, or an operator who entered.</summary>
/// <param name="Email">The address signed in with; of a key its name.</param>
/// <param name="Tenant">The company.</param>
/// <param name="Role">What may be done.</param>
/// <param name="Actor">Who, as the audit names it: <c>user:…</c>, <c>key:…</c>, <c>operator:…</c>.</param>
public sealed record SignedInUser(string Email, TenantId Tenant, Role Role, string Actor)
{
    /// <summary>Binds from the authenticated request.</summary>
    public static ValueTask<SignedInUser?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<SignedInUser>());
}
