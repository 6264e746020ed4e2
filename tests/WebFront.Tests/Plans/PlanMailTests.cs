using System.Text.Json;
using Platform.Plans;
using Platform.Tenancy;
using Platform.Tests.People;
using Platform.Turns;

namespace Platform.Tests.Plans;

/// <summary>Administrators are told of their plan's limits and of what they owe, once each; other people are not.</summary>
public sealed class PlanMailTests
{
    private const string Ana = "ana@clinic.example";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Near_the_limit_at_it_overdue_and_suspended_are_told_to_administrators_once()
    {
        await using var front = await WholeFront.Start(
            ("Plans:RefreshAfter", "00:00:00.050"), ("Clocks:Period", "00:00:00.100"), ("Clocks:Grace", "00:00:00"));
        // About the tenth of a month: another month that begins meanwhile has a bill of its own, of which a mail tells.
        front.Clock.Jump(TimeSpan.FromDays(40 - front.Clock.GetUtcNow().Day));
        var company = await front.Company("drmarco");
        await front.Person(company, Ana);
        await front.Person(company, "bia@clinic.example", Platform.People.Role.Agent);
        await Subscribe(front, company);
        await Spends(front, company, 500);
        await Mailed(front, company, "perto do limite de modelos de linguagem");
        Assert.True((await Standing(front, company)).BotAnswers);

        await Spends(front, company, 500);
        await Mailed(front, company, "limite de modelos de linguagem atingido");
        Assert.False((await Standing(front, company)).BotAnswers);
        await Mailed(front, company, "pagamento em atraso");

        front.Clock.Jump(TimeSpan.FromDays(1));
        await Mailed(front, company, "suspenso por falta de pagamento");
        ActingTenant.Set(company.Id);
        Assert.Equal(TenantStatus.Suspended, (await front.Grains.Tenant(company.Id).GetProfile(Stop))!.Status);

        var mails = Directory.GetFiles(Path.Combine(front.DataDirectory, "mail")).Select(File.ReadAllText).ToArray();
        Assert.All(mails, mail => Assert.StartsWith($"To: {Ana}\n", mail, StringComparison.Ordinal));
        Assert.Equal(4, mails.Length);
    }

    private static async Task Subscribe(WholeFront front, TenantProfile company)
    {
        var plan = JsonSerializer.Serialize(new
        {
            id = "told", version = 1, names = new Dictionary<string, string> { ["pt-BR"] = "Plano", ["en"] = "Plan", ["es"] = "Plan" },
            price = 31_000_000, currency = "BRL", softPercent = 50, callRounding = new { firstSeconds = 60, stepSeconds = 60 },
            terms = new { trialDays = 0, dueDays = 0, graceDays = 1 }, limits = new { modelSpend = new { max = 1_000, action = "bot-off" } },
        });
        Assert.IsType<PlanPublication.Published>(await front.Grains.PlanCatalog().Publish(plan, Stop));
        ActingTenant.Set(company.Id);
        Assert.Equal(SubscribeOutcome.Subscribed, await front.Grains.Subscription(company.Id).Subscribe("told", null, trial: false, Stop));
    }

    // As a turn does that asked a language model: what it cost is counted with what the turn writes.
    private static async Task Spends(WholeFront front, TenantProfile company, long amount)
    {
        var month = BillingPeriod.Of(front.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(company.TimeZone));
        var turn = new Turn(company.Id) { Records = [new TurnRecord.Usage(month, Meter.ModelSpend, amount)] };
        Assert.IsType<CommitOutcome.Committed>(await front.Get<ITurnStore>().Commit(turn, Stop));
    }

    private static Task<PlanStanding> Standing(WholeFront front, TenantProfile company)
    {
        ActingTenant.Set(company.Id);
        return front.Grains.Subscription(company.Id).GetStanding(Stop);
    }

    // The standing is asked for by every turn; that is what has the counters read.
    private static async Task Mailed(WholeFront front, TenantProfile company, string words)
    {
        var mails = Path.Combine(front.DataDirectory, "mail");
        for (var look = 0; look < 6_000; look++)
        {
            if (Directory.Exists(mails) && Directory.GetFiles(mails).Any(mail => File.ReadAllText(mail).Contains(words, StringComparison.Ordinal))) { return; }
            await Standing(front, company);
            await Task.Delay(20, Stop);
        }
        Assert.Fail($"No mail said: {words}");
    }
}
