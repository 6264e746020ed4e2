using Platform.Calls;
using Platform.Channels;
using Platform.Tenancy;
using Platform.Tests.People;

namespace Platform.Tests.Tenancy;

/// <summary>One front whose companies come and go; each test has its own.</summary>
public sealed class FrontOfManyCompanies : IAsyncLifetime
{
    internal const string WebhookSecret = "a webhook's secret, long enough";
    internal const string PbxPassword = "an exchange's password";

    // Longer than anything is remembered.
    private static readonly TimeSpan UntilItShows = TimeSpan.FromSeconds(6);

    private static int _companies;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal WholeFront Front { get; private set; } = null!;

    // A caller on a busy machine waits as long as is needed.
    public async ValueTask InitializeAsync()
    {
        Front = await WholeFront.Start(
            ("FreeSwitch:StepBudget", "00:00:20"), ("Conversations:Debounce", "00:00:00"), ("Clocks:Period", "00:00:00.100"), ("Clocks:Grace", "00:00:00"));
        await Front.Operator();
    }

    public ValueTask DisposeAsync() => Front.DisposeAsync();

    /// <summary>A company with an administrator, a WhatsApp instance and an exchange of its own.</summary>
    internal async Task<TenantProfile> NewCompany()
    {
        var company = await Front.Company($"company-{Interlocked.Increment(ref _companies)}");
        await Front.Person(company, CompanyCallers.Administrator);
        ActingTenant.Set(company.Id);
        await Front.Grains.Tenant(company.Id).ClaimName(ChannelId.Parse($"evolution:{company.Slug}"), WebhookSecret, Stop);
        await Front.Grains.Pbx(company.Slug).Register(new PbxRegistration(PbxPassword, [company.Id]), Stop);
        return company;
    }

    /// <summary>Changes a company, and waits until that shows everywhere.</summary>
    internal async Task<TenantOutcome> Change(TenantProfile company, Func<ITenantGrain, Task<TenantOutcome>> change)
    {
        ActingTenant.Set(company.Id);
        var outcome = await change(Front.Grains.Tenant(company.Id));
        Front.Clock.Jump(UntilItShows);
        return outcome;
    }
}
