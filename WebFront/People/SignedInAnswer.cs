using Platform.Hosts;
using Platform.Tenancy;

namespace Platform.People;

/// <summary>Who signed in, and where.</summary>
/// <param name="User">The person.</param>
/// <param name="Company">The company, or <c>null</c> at the operator's host.</param>
/// <param name="Role">What the person may do.</param>
/// <param name="MustEnrol">One-time codes must be set up before anything else is open.</param>
/// <param name="HasCodes">One-time codes are set up.</param>
internal sealed record SignedInAnswer(UserAnswer User, CompanyAnswer? Company, Role Role, bool MustEnrol, bool HasCodes)
{
    internal static SignedInAnswer Of(EmailAddress email, SignedInAs standing, HostScope scope) => new(
        new UserAnswer(email, standing.Name), scope.Company is { } company ? CompanyAnswer.Of(company) : null, standing.Role, standing.MustEnrol,
        standing.HasCodes);
}

/// <summary>A person.</summary>
/// <param name="Email">The person's address.</param>
/// <param name="Name">The person's name.</param>
internal sealed record UserAnswer(EmailAddress Email, string Name);

/// <summary>A company, as its own people see it.</summary>
/// <param name="Id">The tenant.</param>
/// <param name="Slug">Its name in hosts.</param>
/// <param name="Name">Its name.</param>
/// <param name="Sector">Its sector, and so its bot.</param>
/// <param name="Locale">Its language.</param>
/// <param name="TimeZone">Its time zone.</param>
internal sealed record CompanyAnswer(TenantId Id, string Slug, string Name, string Sector, string Locale, string TimeZone)
{
    internal static CompanyAnswer Of(TenantProfile profile) =>
        new(profile.Id, profile.Slug, profile.Name, profile.Sector, profile.Locale, profile.TimeZone);
}
