using Platform.Calls;
using Platform.Channels;
using Platform.Gateways;
using Platform.Tenancy;
using Platform.Tests.Harness;
using Platform.Tests.People;
using Platform.Turns;

namespace Platform.Tests.Tenancy;

/// <summary>One front whose companies come and go; each test has its own.</summary>
public abstract class FrontOfManyCompanies(TestDatabase database) : IAsyncLifetime
{
    internal const string WebhookSecret = "a webhook's secret, long enough";
    internal const string PbxPassword = "an exchange's password";

    // Longer than anything is remembered.
    private static readonly TimeSpan UntilItShows = TimeSpan.FromSeconds(6);

    private static int _companies;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal WholeFront Front { get; private set; } = null!;

    internal TestDatabase Database => database;

    /// <summary>Acts that cannot be stored.</summary>
    internal FailingActs Failing { get; } = new();

    // A caller on a busy machine waits as long as is needed.
    public async ValueTask InitializeAsync()
    {
        await database.Create();
        Front = await WholeFront.Start(
            Directory.CreateDirectory(database.Settings["Storage:DataDirectory"]),
            services =>
            {
                WatchedAudit.Wrap<ITurnStore>(services, Failing.Over);
                WatchedAudit.Wrap<IWhatsAppProvisioning>(services, inner => new ChoosyGateway(inner));
            },
            [
                .. database.Settings.Where(setting => setting.Key != "Storage:DataDirectory").Select(setting => (setting.Key, setting.Value)),
                ("FreeSwitch:StepBudget", "00:00:20"), ("Conversations:Debounce", "00:00:00"),
                ("Clocks:Period", "00:00:00.100"), ("Clocks:Grace", "00:00:00"),
            ]);
        await Front.Operator();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Front.Stop();
        await database.DisposeAsync();
    }

    /// <summary>A company with an administrator, a WhatsApp instance and an exchange of its own.</summary>
    internal async Task<TenantProfile> NewCompany()
    {
        var company = await Front.Company($"company-{Interlocked.Increment(ref _companies):0000}");
        await Front.Person(company, CompanyCallers.Administrator);
        ActingTenant.Set(company.Id);
        await Front.Grains.Tenant(company.Id).ClaimName(ChannelId.Parse($"evolution:{company.Slug}"), WebhookSecret, Stop);
        await Front.Grains.Pbx(company.Slug).SetPassword(PbxPassword, Stop);
        await Front.Grains.Tenant(company.Id).CoverBy(company.Slug, Stop);
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

    /// <summary>What the operator sees of a company.</summary>
    internal async Task<TenantOverview> Overview(TenantProfile company)
    {
        ActingTenant.Set(company.Id);
        return (await Front.Grains.Tenant(company.Id).GetOverview(Stop))!;
    }

    /// <summary>Waits for what alarms bring. One that failed for a moment is called again after minutes, which are jumped over.</summary>
    internal async Task InTime(Func<Task<bool>> holds)
    {
        for (var look = 1; look <= 6_000 && !await holds(); look++)
        {
            await Task.Delay(20, Stop);
            if (look % 100 == 0) { Front.Clock.Jump(TimeSpan.FromMinutes(1)); }
        }
        Assert.True(await holds(), "It did not happen in two minutes.");
    }

    /// <summary>Waits for what comes by itself.</summary>
    internal static async Task Until(Func<Task<bool>> holds)
    {
        for (var look = 0; look < 6_000 && !await holds(); look++) { await Task.Delay(20, Stop); }
        Assert.True(await holds(), "It did not happen in two minutes.");
    }
}

public sealed class SqliteCompanies() : FrontOfManyCompanies(new SqliteDatabase());

public sealed class PostgresCompanies() : FrontOfManyCompanies(new PostgresDatabase());
