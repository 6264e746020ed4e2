using Platform.Tenancy;

namespace Platform.People;

/// <summary>A person who signs in and is known to the installation itself (key: e-mail address in lower case).</summary>
[Alias("operator")]
public interface IOperatorGrain : IGrainWithStringKey
{
    /// <summary>Who the person is, or <c>null</c> when the password is wrong or nobody has that address.</summary>
    [Alias("authenticate")]
    Task<UserIdentity?> Authenticate(string password, CancellationToken cancellationToken);

    /// <summary>Registers the person or replaces password and role.</summary>
    [Alias("register")]
    Task Register(UserRegistration registration, CancellationToken cancellationToken);
}

/// <summary>Who a signed-in person is.</summary>
/// <param name="Tenant">The company the person belongs to, or <c>null</c> for the operator's people.</param>
/// <param name="Role">What the person may do.</param>
[GenerateSerializer, Immutable, Alias("user-identity")]
public sealed record UserIdentity(TenantId? Tenant, Role Role);

/// <summary>A person as an administrator registers one.</summary>
/// <param name="Password">The password.</param>
/// <param name="Identity">Company and role.</param>
[GenerateSerializer, Immutable, Alias("user-registration")]
public sealed record UserRegistration(string Password, UserIdentity Identity)
{
    /// <summary>Leaves the password out.</summary>
    public override string ToString() => $"UserRegistration {{ {Identity} }}";
}
