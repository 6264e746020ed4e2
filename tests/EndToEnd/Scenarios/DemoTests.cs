using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Channels;
using Platform.Demo;
using Platform.Tenancy;
using Platform.Tests.Attacks;
using Platform.Tests.Harness;

namespace Platform.Tests.Scenarios;

/// <summary>The demo at a later start: what an operator did to its companies stays.</summary>
public sealed class DemoTests(DemoTests.Silo silo) : IClassFixture<DemoTests.Silo>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_company_that_was_deleted_stays_so_and_the_others_begin()
    {
        var (gone, other) = (DemoCompany.All[2], DemoCompany.All[1]);
        await Change(gone, tenant => tenant.Delete(Stop));
        // There is no gateway here that could say that its account is gone.
        await Change(gone, tenant => tenant.AbandonAccounts(Stop));
        await Eventually.Holds("it is deleted", async () => (await Overview(gone)).Status == TenantStatus.Deleted);
        await Change(other, tenant => tenant.Rename(TenantName.Parse("Another name"), Stop));

        ActingTenant.Clear();
        await silo.Services.GetServices<IHostedService>().OfType<DemoSeeder>().Single().StartAsync(Stop);

        Assert.Equal(TenantStatus.Deleted, (await Overview(gone)).Status);
        Assert.Null(await silo.Grains.Route(ChannelId.Parse($"sip:{gone.Domain}")).Resolve(Stop));
        Assert.Equal("Another name", (await Overview(other)).Profile!.Name);
        Assert.Equal(
            [DemoCompany.All[0].Profile.Id, other.Profile.Id], (await silo.Grains.Pbx("pbx").GetScope(Stop))!.Tenants);
    }

    private async Task Change(DemoCompany company, Func<ITenantGrain, Task<TenantOutcome>> change)
    {
        ActingTenant.Set(company.Profile.Id);
        Assert.Equal(TenantOutcome.Done, await change(silo.Grains.Tenant(company.Profile.Id)));
    }

    private async Task<TenantOverview> Overview(DemoCompany company)
    {
        ActingTenant.Set(company.Profile.Id);
        return (await silo.Grains.Tenant(company.Profile.Id).GetOverview(Stop))!;
    }

    /// <summary>Deletes without a grace period.</summary>
    public sealed class Silo : SiloInProcess
    {
        protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("Tenants:DeletionGrace", "00:00:00")];
    }
}
