using Platform.People;
using Platform.Tenancy;

namespace Platform.Auth;

/// <summary>The person who makes the request, of a company's people.</summary>
/// <param name="Email">The address signed in with.</param>
/// <param name="Tenant">The person's company.</param>
/// <param name="Role">What the person may do.</param>
public sealed record SignedInUser(string Email, TenantId Tenant, Role Role)
{
    /// <summary>Binds from the authenticated request.</summary>
    public static ValueTask<SignedInUser?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<SignedInUser>());
}
