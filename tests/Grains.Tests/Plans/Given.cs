using System.Collections.Immutable;
using Platform.Plans;

namespace Platform.Tests.Plans;

/// <summary>Plans and moments that tests use.</summary>
internal static class Given
{
    public static readonly TimeZoneInfo SaoPaulo = TimeZoneInfo.FindSystemTimeZoneById("America/Sao_Paulo");

    /// <summary>Midnight of a day in São Paulo.</summary>
    public static DateTimeOffset Day(int month, int day, int year = 2027) => new(year, month, day, 3, 0, 0, TimeSpan.Zero);

    public static Plan Plan(long price = 30_000, int version = 1, params PlanLimit[] limits) => new(
        "basic", version, ImmutableSortedDictionary<string, string>.Empty, price, "BRL", SoftPercent: 80, CallRounding.Minutes,
        new PaymentTerms(TrialDays: 14, DueDays: 10, GraceDays: 7), [.. limits]);

    public static Payment Payment(long amount, string id = "p1") => new("bank", id, amount, "BRL", Day(2, 1));

    public static SubscriptionState Subscribed(DateTimeOffset since, Plan? plan = null, bool trial = false) =>
        Billing.Subscribe(SubscriptionState.Empty, plan ?? Plan(), trial, since, SaoPaulo);

    public static SubscriptionState At(this SubscriptionState state, DateTimeOffset now) => Billing.Advance(state, now, SaoPaulo);

    public static SubscriptionState Pays(this SubscriptionState state, long amount, string id = "p1")
    {
        var (outcome, next) = Billing.Pay(state, Payment(amount, id));
        Assert.Equal(PaymentOutcome.Recorded, outcome);
        return next;
    }
}
