using System.Text.Json;
using Platform.Plans;
using Platform.Tenancy;
using Platform.Tests.People;
using Platform.Tests.Tenancy;

namespace Platform.Tests.Plans;

/// <summary>What is billed and not paid: due, overdue, then the end of service, each in its time and by alarms alone: nobody asks.</summary>
public abstract class OverdueTests(FrontOfManyCompanies shared)
{
    private const int DueDays = 5;
    private const int GraceDays = 10;

    private static int _plans;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_company_that_does_not_pay_is_told_then_suspended_by_itself_and_resumed_by_its_payment()
    {
        var company = await Subscribed();
        shared.Front.Clock.Jump(TimeSpan.FromDays(DueDays));
        await shared.Front.Mailed(CompanyCallers.Administrator, text =>
            text.Contains("pagamento em atraso", StringComparison.Ordinal) && text.Contains(company.Name, StringComparison.Ordinal));
        Assert.Equal(TenantStatus.Active, (await shared.Overview(company)).Status);

        shared.Front.Clock.Jump(TimeSpan.FromDays(GraceDays));
        await shared.InTime(async () => (await shared.Overview(company)).Status == TenantStatus.Suspended);
        Assert.Equal("subscription", Assert.Single((await shared.Overview(company)).Suspensions).Reason);

        Assert.Equal(PaymentOutcome.Recorded, await Pay(company, 1));
        Assert.Equal(TenantStatus.Suspended, (await shared.Overview(company)).Status);
        Assert.Equal(PaymentOutcome.Recorded, await Pay(company, 1_000_000));
        Assert.Equal(TenantStatus.Active, (await shared.Overview(company)).Status);
    }

    [Fact]
    public async Task A_payment_in_the_days_of_grace_keeps_the_company_going()
    {
        var (payer, debtor) = (await Subscribed(), await Subscribed());
        shared.Front.Clock.Jump(TimeSpan.FromDays(DueDays + 1));
        await Pay(payer, 1_000_000);
        shared.Front.Clock.Jump(TimeSpan.FromDays(40));

        // Both were looked at after the grace period: a new month was billed to either.
        await shared.InTime(async () => (await Months(payer), await Months(debtor)) is ( > 1, > 1));
        await shared.InTime(async () => (await shared.Overview(debtor)).Status == TenantStatus.Suspended);
        Assert.Equal(TenantStatus.Active, (await shared.Overview(payer)).Status);
    }

    [Fact]
    public async Task A_payment_that_is_not_enough_does_not()
    {
        var company = await Subscribed();
        shared.Front.Clock.Jump(TimeSpan.FromDays(DueDays + 1));
        await Pay(company, 1);
        shared.Front.Clock.Jump(TimeSpan.FromDays(GraceDays));

        await shared.InTime(async () => (await shared.Overview(company)).Status == TenantStatus.Suspended);
    }

    [Fact]
    public async Task Who_is_resumed_on_a_promise_is_suspended_again_for_the_next_month_that_is_not_paid()
    {
        var company = await Subscribed();
        shared.Front.Clock.Jump(TimeSpan.FromDays(DueDays + GraceDays));
        await shared.InTime(async () => (await shared.Overview(company)).Status == TenantStatus.Suspended);
        await shared.Change(company, tenant => tenant.Resume(Stop));
        Assert.Equal(PaymentOutcome.Recorded, await Pay(company, 1));
        Assert.Equal(TenantStatus.Active, (await shared.Overview(company)).Status);

        shared.Front.Clock.Jump(TimeSpan.FromDays(46));
        await shared.InTime(async () => (await shared.Overview(company)).Status == TenantStatus.Suspended);
        Assert.Equal(PaymentOutcome.Recorded, await Pay(company, 1_000_000));
        Assert.Equal(TenantStatus.Active, (await shared.Overview(company)).Status);
    }

    private async Task<TenantProfile> Subscribed()
    {
        var (company, plan) = (await shared.NewCompany(), $"paid-{Interlocked.Increment(ref _plans)}-{shared.GetType().Name.ToLowerInvariant()}");
        var definition = JsonSerializer.Serialize(new
        {
            id = plan, version = 1, names = new Dictionary<string, string> { ["pt-BR"] = "Plano", ["en"] = "Plan", ["es"] = "Plan" },
            price = 10_000, currency = "BRL", softPercent = 50, callRounding = new { firstSeconds = 60, stepSeconds = 60 },
            terms = new { trialDays = 0, dueDays = DueDays, graceDays = GraceDays }, limits = new { },
        });
        Assert.IsType<PlanPublication.Published>(await shared.Front.Grains.PlanCatalog().Publish(definition, Stop));
        ActingTenant.Set(company.Id);
        Assert.Equal(SubscribeOutcome.Subscribed, await shared.Front.Grains.Subscription(company.Id).Subscribe(plan, null, trial: false, Stop));
        return company;
    }

    private async Task<PaymentOutcome> Pay(TenantProfile company, long amount)
    {
        ActingTenant.Set(company.Id);
        var payment = new Payment("bank", $"pix-{amount}", amount, "BRL", shared.Front.Clock.GetUtcNow());
        return await shared.Front.Grains.Subscription(company.Id).RecordPayment(payment, Stop);
    }

    private async Task<int> Months(TenantProfile company)
    {
        ActingTenant.Set(company.Id);
        return (await shared.Front.Grains.Subscription(company.Id).Get(Stop))!.Months.Length;
    }
}

public sealed class SqliteOverdueTests(SqliteCompanies shared) : OverdueTests(shared), IClassFixture<SqliteCompanies>;

public sealed class PostgresOverdueTests(PostgresCompanies shared) : OverdueTests(shared), IClassFixture<PostgresCompanies>;
