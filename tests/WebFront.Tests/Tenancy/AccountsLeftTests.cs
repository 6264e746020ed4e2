using System.Net;
using Platform.Channels;
using Platform.Gateways;
using Platform.Routing;
using Platform.Tenancy;
using Platform.Tests.People;

namespace Platform.Tests.Tenancy;

/// <summary>
/// A company whose grace period ends while its WhatsApp account cannot be removed: whoever got its name would get its customers' messages.
/// </summary>
public abstract class AccountsLeftTests(FrontOfManyCompanies shared)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Its_names_are_given_back_only_when_the_gateway_has_removed_the_account(bool isRefused)
    {
        var (leaver, account) = await Leaver(isRefused ? new ProvisionResult.Refused("no") : new ProvisionResult.Unavailable("away"));

        await shared.InTime(async () => (await shared.Overview(leaver)).AccountsLeft is [var left] && left == account);
        await AlarmComesAgain(leaver);
        Assert.Equal(TenantStatus.Cancelled, (await shared.Overview(leaver)).Status);
        Assert.Equal(leaver.Id, (await shared.Front.Grains.Route(account).Resolve(Stop))?.Tenant);
        Assert.Equal(TenantOutcome.Exists, await Newcomer(leaver.Slug));
        Assert.DoesNotContain(account, ChoosyGateway.Removed);
        Assert.Single(await shared.Front.Audited("tenant-accounts-left"), entry => entry.Tenant == leaver.Id);

        ChoosyGateway.Kept.TryRemove(account, out _);
        shared.Front.Clock.Jump(TimeSpan.FromMinutes(10));
        await shared.InTime(async () => (await shared.Overview(leaver)).Status == TenantStatus.Deleted);
        Assert.Contains(account, ChoosyGateway.Removed);
        Assert.Null(await shared.Front.Grains.Route(account).Resolve(Stop));
        await FrontOfManyCompanies.Until(async () => await Newcomer(leaver.Slug) == TenantOutcome.Done);
    }

    [Fact]
    public async Task The_operator_may_knowingly_go_on_without_a_gateway_that_is_gone()
    {
        var (leaver, account) = await Leaver(new ProvisionResult.Unavailable("away"));
        await shared.InTime(async () => !(await shared.Overview(leaver)).AccountsLeft.IsEmpty);

        using var op = await shared.Front.SignedIn("localhost", "op@platform.example");
        var order = $"/api/admin/tenants/{leaver.Id}";
        Assert.Equal(HttpStatusCode.OK, (await op.Delete(order)).Status);
        await AlarmComesAgain(leaver);
        Assert.Equal(TenantStatus.Cancelled, (await shared.Overview(leaver)).Status);

        Assert.Equal(HttpStatusCode.OK, (await op.Delete($"{order}?abandonAccounts=true")).Status);
        await shared.InTime(async () => (await shared.Overview(leaver)).Status == TenantStatus.Deleted);
        Assert.Null(await shared.Front.Grains.Route(account).Resolve(Stop));
        var entry = Assert.Single(await shared.Front.Audited("tenant-accounts-abandoned"), entry => entry.Tenant == leaver.Id);
        Assert.Contains("op@platform.example", entry.Actor, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_not_to_be_deleted_abandons_no_accounts_and_a_resumption_takes_it_back()
    {
        var company = await shared.NewCompany();
        Assert.Equal(TenantOutcome.NotAllowed, await shared.Change(company, tenant => tenant.AbandonAccounts(Stop)));

        await shared.Change(company, tenant => tenant.Delete(Stop));
        Assert.Equal(TenantOutcome.Done, await shared.Change(company, tenant => tenant.AbandonAccounts(Stop)));
        await shared.Change(company, tenant => tenant.Resume(Stop));
        ChoosyGateway.Kept[AccountOf(company)] = new ProvisionResult.Unavailable("away");
        await shared.Change(company, tenant => tenant.Delete(Stop));
        shared.Front.Clock.Jump(TimeSpan.FromDays(30));
        await shared.InTime(async () => !(await shared.Overview(company)).AccountsLeft.IsEmpty);
        Assert.Equal(TenantStatus.Cancelled, (await shared.Overview(company)).Status);
    }

    private static ChannelId AccountOf(TenantProfile company) => ChannelId.Parse($"evolution:{company.Slug}");

    private async Task<(TenantProfile Company, ChannelId Account)> Leaver(ProvisionResult gateway)
    {
        var company = await shared.NewCompany();
        ChoosyGateway.Kept[AccountOf(company)] = gateway;
        await shared.Change(company, tenant => tenant.Delete(Stop));
        shared.Front.Clock.Jump(TimeSpan.FromDays(30));
        return (company, AccountOf(company));
    }

    private async Task AlarmComesAgain(TenantProfile company)
    {
        ActingTenant.Set(company.Id);
        await shared.Front.Grains.Tenant(company.Id).OnAlarm("deletion", shared.Front.Clock.GetUtcNow(), Stop);
    }

    private async Task<TenantOutcome> Newcomer(string slug)
    {
        var asked = new NewTenant(Slug.Parse(slug), TenantName.Parse("Somebody else"), "gyms", new TenantConfiguration());
        return (await shared.Front.Grains.TenantDirectory().Create(asked, Stop)).Outcome;
    }
}

public sealed class SqliteAccountsLeftTests(SqliteCompanies shared) : AccountsLeftTests(shared), IClassFixture<SqliteCompanies>;

public sealed class PostgresAccountsLeftTests(PostgresCompanies shared) : AccountsLeftTests(shared), IClassFixture<PostgresCompanies>;
