using FsCheck;
using FsCheck.Fluent;
using Platform.Plans;
using static Platform.Tests.Plans.Given;

namespace Platform.Tests.Plans;

public sealed class BillingTests
{
    [Fact]
    public void A_month_begun_late_costs_its_days()
    {
        var state = Subscribed(Day(4, 16));

        Assert.Equal(new BilledMonth(BillingPeriod.Parse("2027-04"), "basic", 1, 15_000, 0, Day(4, 26)), Assert.Single(state.Months));
    }

    [Fact]
    public void Each_month_that_begins_is_billed_once()
    {
        var state = Subscribed(Day(4, 1)).At(Day(5, 1).AddTicks(-1)).At(Day(5, 1)).At(Day(5, 20)).At(Day(7, 2));

        Assert.Equal(["2027-04", "2027-05", "2027-06", "2027-07"], state.Months.Select(month => month.Period.ToString()));
        Assert.All(state.Months, month => Assert.Equal(30_000, month.Amount));
    }

    [Fact]
    public void A_trial_costs_nothing_and_the_rest_of_its_month_is_charged()
    {
        var state = Subscribed(Day(4, 10), trial: true);

        Assert.Equal(SubscriptionStatus.Trial, state.StatusAt(Day(4, 23)));
        Assert.Equal(SubscriptionStatus.Active, state.StatusAt(Day(4, 24)));
        Assert.Equal(new BilledMonth(BillingPeriod.Parse("2027-04"), "basic", 1, 7_000, 0, Day(5, 4)), state.Months[0]);
    }

    [Fact]
    public void What_is_not_paid_becomes_due_then_overdue_then_stops_service_until_it_is_paid()
    {
        var state = Subscribed(Day(4, 1));
        Assert.Equal(SubscriptionStatus.Active, state.StatusAt(Day(4, 11).AddTicks(-1)));
        Assert.Equal(SubscriptionStatus.PastDue, state.StatusAt(Day(4, 11)));
        Assert.False(state.MustStop(Day(4, 18).AddTicks(-1)));
        Assert.Equal(SubscriptionStatus.Suspended, state.StatusAt(Day(4, 18)));
        Assert.True(state.MustStop(Day(4, 18)));

        Assert.True(state.Pays(29_999).MustStop(Day(4, 18)));
        Assert.Equal(SubscriptionStatus.Active, state.Pays(30_000).StatusAt(Day(4, 18)));
    }

    [Fact]
    public void A_stop_is_enforced_once_and_again_for_each_month_that_is_not_paid_after_it()
    {
        var state = Subscribed(Day(4, 1)).At(Day(5, 1));
        Assert.False(state.IsToBeEnforced(Day(4, 18).AddTicks(-1)));
        Assert.True(state.IsToBeEnforced(Day(4, 18)));

        var stopped = state with { Stopped = true, StoppedFor = state.Unpaid(Day(4, 18)) };
        Assert.Equal(BillingPeriod.Parse("2027-04"), stopped.StoppedFor);
        Assert.False(stopped.IsToBeEnforced(Day(5, 18).AddTicks(-1)));
        Assert.True(stopped.IsToBeEnforced(Day(5, 18)));
        Assert.True(stopped.Pays(30_000).IsToBeEnforced(Day(5, 18).AddTicks(-1)));
        Assert.False((stopped with { StoppedFor = state.Unpaid(Day(5, 18)) }).IsToBeEnforced(Day(5, 18)));
    }

    [Fact]
    public void A_state_that_does_not_say_what_it_was_stopped_for_was_stopped_for_what_is_unpaid()
    {
        var silent = Subscribed(Day(4, 1)).At(Day(5, 1)) with { Stopped = true };
        Assert.False(silent.IsToBeEnforced(Day(5, 1)));

        var noted = silent.WithStopNoted(Day(5, 1));
        Assert.False(noted.IsToBeEnforced(Day(5, 1)));
        Assert.True(noted.IsToBeEnforced(Day(5, 18)));
        Assert.Same(noted, noted.WithStopNoted(Day(5, 18)));
        Assert.Equal(BillingPeriod.AllTime, Subscribed(Day(4, 1)).WithStopNoted(Day(4, 18)).StoppedFor);
    }

    [Fact]
    public void A_month_that_has_begun_and_is_not_billed_is_never_passed_over()
    {
        // The clock may go on between the billing and the look for what is next.
        var state = Subscribed(Day(4, 1)).Pays(30_000);
        Assert.Equal(Day(5, 1), Billing.NextDue(state, Day(5, 1), SaoPaulo));
        Assert.Equal(Day(5, 1), Billing.NextDue(state, Day(9, 3), SaoPaulo));

        // After years more months have begun than are billed at once.
        var now = Day(9, 3, year: 2032);
        for (var looks = 0; Billing.NextDue(state, now, SaoPaulo) <= now; looks++)
        {
            Assert.InRange(looks, 0, 3);
            state = state.At(now);
        }
        Assert.Equal("2032-09", state.Months[^1].Period.ToString());
    }

    [Fact]
    public void The_alarm_stands_at_each_of_these_moments()
    {
        var state = Subscribed(Day(4, 1));
        Assert.Equal(Day(4, 11), Billing.NextDue(state, Day(4, 1), SaoPaulo));
        Assert.Equal(Day(4, 18), Billing.NextDue(state, Day(4, 11), SaoPaulo));
        Assert.Equal(Day(5, 1), Billing.NextDue(state, Day(4, 18), SaoPaulo));
        Assert.Equal(Day(5, 1), Billing.NextDue(state.Pays(30_000), Day(4, 2), SaoPaulo));
    }

    [Fact]
    public void A_payment_pays_the_oldest_month_first_and_what_is_left_is_kept_for_those_to_come()
    {
        var state = Subscribed(Day(4, 1)).At(Day(5, 1)).Pays(70_000);

        Assert.Equal([30_000, 30_000], state.Months.Select(month => month.Paid));
        Assert.Equal(10_000, state.Credit);
        Assert.Equal(20_000, state.At(Day(6, 1)).Owed);
        Assert.Equal(0, state.At(Day(6, 1)).Credit);
    }

    [Fact]
    public void A_payment_reported_again_changes_nothing()
    {
        var state = Subscribed(Day(4, 1)).Pays(100);

        Assert.Equal((PaymentOutcome.Duplicate, state), Billing.Pay(state, Payment(100)));
    }

    [Theory]
    [InlineData(0, "BRL")]
    [InlineData(-5, "BRL")]
    [InlineData(100_000_000_001, "BRL")]
    [InlineData(100, "USD")]
    public void A_payment_that_cannot_be_is_refused(long amount, string currency)
    {
        var state = Subscribed(Day(4, 1));

        Assert.Equal((PaymentOutcome.Refused, state), Billing.Pay(state, Payment(amount) with { Currency = currency }));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("pix\u00001")]
    [InlineData("pix\u202e1")]
    public void A_payment_that_nobody_could_find_by_its_reference_is_refused(string reference)
    {
        var state = Subscribed(Day(4, 1));

        Assert.Equal((PaymentOutcome.Refused, state), Billing.Pay(state, Payment(100) with { ProviderId = reference }));
    }

    [Fact]
    public void A_dearer_plan_costs_the_difference_for_the_days_left_and_pins_its_version()
    {
        var state = Subscribed(Day(4, 1)).Pays(30_000);

        var changed = Billing.Subscribe(state, Plan(90_000, version: 2), trial: false, Day(4, 16), SaoPaulo);

        Assert.Equal(new BilledMonth(BillingPeriod.Parse("2027-04"), "basic", 2, 60_000, 30_000, Day(4, 26)), Assert.Single(changed.Months));
        Assert.Equal(90_000, changed.At(Day(5, 1)).Months[1].Amount);
        Assert.Equal(changed.Months, Billing.Subscribe(changed, Plan(90_000, version: 2), trial: false, Day(4, 17), SaoPaulo).Months);
    }

    [Fact]
    public void A_cheaper_plan_costs_less_from_the_next_month()
    {
        var changed = Billing.Subscribe(Subscribed(Day(4, 1)), Plan(10_000, version: 2), trial: false, Day(4, 16), SaoPaulo).At(Day(5, 1));

        Assert.Equal([30_000, 10_000], changed.Months.Select(month => month.Amount));
    }

    [Fact]
    public void Cancelled_it_is_served_until_the_month_ends_and_no_further_month_is_billed()
    {
        var state = Billing.Cancel(Subscribed(Day(4, 1)).Pays(30_000), Day(4, 16), SaoPaulo);

        Assert.Equal(SubscriptionStatus.Cancelled, state.StatusAt(Day(4, 16)));
        Assert.False(state.MustStop(Day(5, 1).AddTicks(-1)));
        Assert.True(state.MustStop(Day(5, 1)));
        Assert.Single(state.At(Day(8, 1)).Months);
        Assert.Equal(Day(5, 1), Billing.NextDue(state, Day(4, 16), SaoPaulo));
    }

    [Fact]
    public void A_clock_that_jumps_back_bills_nothing_twice()
    {
        var state = Subscribed(Day(4, 1)).At(Day(6, 1));

        Assert.Equal(state.Months, state.At(Day(4, 2)).Months);
    }

    [Fact]
    public void Money_is_neither_made_nor_lost_whatever_is_billed_and_paid()
    {
        var steps = Gen.Choose(0, 1_000_000).ListOf(30);
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(steps.ToArbitrary(), numbers =>
        {
            var (state, now, paid) = (Subscribed(Day(1, 5)), Day(1, 5), 0L);
            foreach (var (number, index) in numbers.Select((number, index) => (number, index)))
            {
                now = now.AddDays(number % 40);
                state = state.At(now);
                if (number % 3 == 0) { (state, paid) = (state.Pays(number + 1, $"p{index}"), paid + number + 1); }
            }
            return state.Months.Sum(month => month.Paid) + state.Credit == paid
                && state.Months.All(month => month.Paid >= 0 && month.Open >= 0)
                && (state.Credit == 0 || state.Owed == 0);
        }));
    }

    [Fact]
    public void What_is_kept_is_bounded()
    {
        var state = Subscribed(Day(1, 1), Plan(100));
        for (var month = 0; month < 100; month++) { state = state.At(Day(1, 1).AddDays(31 * month)).Pays(100, $"a{month}"); }
        for (var payment = 0; payment < 500; payment++) { state = state.Pays(1, $"b{payment}"); }

        Assert.Equal(SubscriptionState.MonthsMax, state.Months.Length);
        Assert.Equal(SubscriptionState.PaymentsMax, state.Payments.Length);
        Assert.Single(state.Billed);
    }
}
