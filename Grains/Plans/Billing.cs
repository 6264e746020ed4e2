using Platform.Text;

namespace Platform.Plans;

/// <summary>Bills months and takes payments. Pure.</summary>
internal static class Billing
{
    /// <summary>Months billed at once after a long stop; the next look goes on.</summary>
    private const int CatchUpMax = 24;

    /// <summary>Begins a subscription, or changes its plan.</summary>
    public static SubscriptionState Subscribe(SubscriptionState state, Plan plan, bool trial, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (state.Plan is not { } before)
        {
            DateTimeOffset? trialEnds = trial && plan.Terms.TrialDays > 0 ? now.AddDays(plan.Terms.TrialDays) : null;
            return Advance(state with { Plan = plan, Since = now, TrialEnds = trialEnds }, now, zone);
        }
        var going = state with { Plan = plan, EndsAt = null };
        return Advance(before.Id == plan.Id && before.Version == plan.Version ? going : Change(going, plan, now, zone), now, zone);
    }

    /// <summary>Ends it with the month.</summary>
    public static SubscriptionState Cancel(SubscriptionState state, DateTimeOffset now, TimeZoneInfo zone) =>
        state.Plan is null || state.EndsAt is not null ? state : state with { EndsAt = BillingPeriod.Of(now, zone).Next.StartIn(zone) };

    /// <summary>Bills the months that have begun.</summary>
    public static SubscriptionState Advance(SubscriptionState state, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (state.Plan is not { } plan) { return state; }
        var last = BillingPeriod.Of(Earlier(now, state.EndsAt?.AddTicks(-1)), zone);
        var next = state.Months.IsEmpty ? BillingPeriod.Of(state.Since, zone) : state.Months[^1].Period.Next;
        for (var billed = 0; next <= last && billed < CatchUpMax; billed++, next = next.Next)
        {
            state = Keep(state with { Months = state.Months.Add(Bill(state, plan, next, zone)) }, plan);
        }
        return Settle(state);
    }

    /// <summary>When there is something to do next: a month begins, a bill is due or overdue for too long, service ends.</summary>
    public static DateTimeOffset? NextDue(SubscriptionState state, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (state.Plan is not { } plan) { return null; }
        DateTimeOffset? nextMonth = state.EndsAt is null && !state.Months.IsEmpty ? state.Months[^1].Period.Next.StartIn(zone) : null;

        // Begun and not billed: the clock went on, or there were more months than are billed at once. It must not be passed over.
        if (nextMonth <= now) { return nextMonth; }

        var grace = TimeSpan.FromDays(plan.Terms.GraceDays);
        DateTimeOffset?[] moments =
        [
            state.EndsAt,
            nextMonth,
            .. state.Months.Where(month => month.Open > 0).SelectMany(month => new DateTimeOffset?[] { month.DueAt, month.DueAt + grace }),
        ];
        return moments.Where(moment => moment > now).Min();
    }

    /// <summary>Takes a payment: the oldest months are paid first, what is left is for those to come.</summary>
    public static (PaymentOutcome Outcome, SubscriptionState Next) Pay(SubscriptionState state, Payment payment)
    {
        if (state.Plan is not { } plan) { return (PaymentOutcome.NoSubscription, state); }
        if (state.Payments.Any(known => known.Provider == payment.Provider && known.ProviderId == payment.ProviderId))
        {
            return (PaymentOutcome.Duplicate, state);
        }
        if (payment.Currency != plan.Currency || !IsSound(payment)) { return (PaymentOutcome.Refused, state); }

        var paid = state with
        {
            Payments = [.. state.Payments.Append(payment).TakeLast(SubscriptionState.PaymentsMax)],
            Credit = state.Credit + payment.Amount,
        };
        return (PaymentOutcome.Recorded, Settle(paid));
    }

    /// <summary>Largest payment and longest names taken; anything beyond is a mistake.</summary>
    private static bool IsSound(Payment payment) =>
        payment.Amount is > 0 and <= 100_000_000_000
        && payment.Provider.Length is > 0 and <= 40
        && payment.ProviderId.Length is > 0 and <= 200
        && !string.IsNullOrWhiteSpace(payment.ProviderId) && PlainText.IsClean(payment.ProviderId);

    private static BilledMonth Bill(SubscriptionState state, Plan plan, BillingPeriod period, TimeZoneInfo zone)
    {
        var start = period.StartIn(zone);
        var from = Later(start, state.TrialEnds ?? state.Since);
        return new BilledMonth(
            period, plan.Id, plan.Version, Share(plan.Price, from, period, zone), Paid: 0, from.AddDays(plan.Terms.DueDays));
    }

    // Whole days that are left, the first one included, rounded half up to the minor unit.
    private static long Share(long price, DateTimeOffset from, BillingPeriod period, TimeZoneInfo zone)
    {
        var days = DateTime.DaysInMonth(period.FirstDay.Year, period.FirstDay.Month);
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, zone).DateTime);
        var left = Math.Clamp(period.Next.FirstDay.DayNumber - day.DayNumber, 0, days);
        return (price * left * 2 + days) / (days * 2);
    }

    private static SubscriptionState Change(SubscriptionState state, Plan plan, DateTimeOffset now, TimeZoneInfo zone)
    {
        var current = BillingPeriod.Of(now, zone);
        if (state.Months.IsEmpty || state.Months[^1] is not { } month || month.Period != current) { return state; }

        var from = Later(now, state.TrialEnds ?? state.Since);
        var more = Math.Max(0, Share(plan.Price, from, current, zone) - Share(state.PlanOf(month)?.Price ?? 0, from, current, zone));
        var changed = month with
        {
            PlanId = plan.Id,
            PlanVersion = plan.Version,
            Amount = month.Amount + more,
            DueAt = more > 0 && month.Open <= 0 ? now.AddDays(plan.Terms.DueDays) : month.DueAt,
        };
        return Keep(state with { Months = state.Months.SetItem(state.Months.Length - 1, changed) }, plan);
    }

    private static SubscriptionState Settle(SubscriptionState state)
    {
        var credit = state.Credit;
        var months = state.Months.ToBuilder();
        for (var i = 0; i < months.Count && credit > 0; i++)
        {
            var part = Math.Min(credit, months[i].Open);
            months[i] = months[i] with { Paid = months[i].Paid + part };
            credit -= part;
        }
        return state with { Months = months.ToImmutable(), Credit = credit };
    }

    // A month that is still owed is never forgotten: it would be paid for by nobody.
    private static SubscriptionState Keep(SubscriptionState state, Plan plan)
    {
        var months = state.Months;
        while (months.Length > SubscriptionState.MonthsMax && months[0].Open <= 0) { months = months.RemoveAt(0); }
        var billed = state.Billed.Contains(plan) ? state.Billed : state.Billed.RemoveAll(known => IsSame(known, plan)).Add(plan);
        return state with
        {
            Months = months,
            Billed = billed.RemoveAll(known => !months.Any(month => month.PlanId == known.Id && month.PlanVersion == known.Version)),
        };
    }

    private static bool IsSame(Plan left, Plan right) => left.Id == right.Id && left.Version == right.Version;

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset? right) => right < left ? right.Value : left;
}
