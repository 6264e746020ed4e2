using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Platform.Plans;

/// <summary>A subscription as it is stored. Bounded: see the maxima.</summary>
internal sealed record SubscriptionState
{
    /// <summary>Five years, as long as bills must be kept; older months can no longer be stated.</summary>
    public const int MonthsMax = 60;

    /// <summary>Providers repeat a report for days; this many payments are years of a monthly plan.</summary>
    public const int PaymentsMax = 400;

    public static SubscriptionState Empty { get; } = new();

    /// <summary>The plan that limits now, or <c>null</c> before the first.</summary>
    public Plan? Plan { get; init; }

    /// <summary>The versions that the months were billed by, each once.</summary>
    public ImmutableArray<Plan> Billed { get; init; } = [];

    public DateTimeOffset Since { get; init; }

    public DateTimeOffset? TrialEnds { get; init; }

    /// <summary>When service ends after a cancellation, or <c>null</c>.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>The months billed, oldest first; at most <see cref="MonthsMax"/>.</summary>
    public ImmutableArray<BilledMonth> Months { get; init; } = [];

    /// <summary>Payments, oldest first; at most <see cref="PaymentsMax"/>.</summary>
    public ImmutableArray<Payment> Payments { get; init; } = [];

    /// <summary>What was paid and is not used up by months.</summary>
    public long Credit { get; init; }

    /// <summary>Whether the tenant was suspended for this subscription.</summary>
    public bool Stopped { get; init; }

    /// <summary>
    /// The newest month for which the tenant was suspended. The operator may have resumed it since then, on a promise: that holds until
    /// another month is not paid.
    /// </summary>
    public BillingPeriod StoppedFor { get; init; }

    /// <summary>The month that <see cref="Warned"/> is about.</summary>
    public BillingPeriod WarnedIn { get; init; }

    /// <summary>The meters of which the company was warned in that month.</summary>
    public ImmutableArray<Meter> Warned { get; init; } = [];

    /// <summary>The meters whose limit it reached in that month.</summary>
    public ImmutableArray<Meter> Reached { get; init; } = [];

    /// <summary>What the administrators were not told yet; at most <see cref="Plans.Notices.OwedMax"/>.</summary>
    public ImmutableArray<PlanNotice> Notices { get; init; } = [];

    /// <summary>The newest month of which they were told that it is overdue.</summary>
    public BillingPeriod OverdueTold { get; init; }

    /// <summary>The newest month for which they were told that service stopped.</summary>
    public BillingPeriod StopTold { get; init; }

    /// <summary>What is billed and not paid.</summary>
    [JsonIgnore] public long Owed => Months.Sum(month => month.Open);

    /// <summary>The plan that a month was billed by.</summary>
    public Plan? PlanOf(BilledMonth? month) => month is null
        ? null
        : Billed.FirstOrDefault(plan => plan.Id == month.PlanId && plan.Version == month.PlanVersion);

    /// <summary>Where it stands.</summary>
    public SubscriptionStatus StatusAt(DateTimeOffset now)
    {
        var grace = TimeSpan.FromDays(Plan?.Terms.GraceDays ?? 0);
        var open = Months.Where(month => month.Open > 0 && month.DueAt <= now).ToArray();
        if (open.Any(month => month.DueAt + grace <= now)) { return SubscriptionStatus.Suspended; }
        if (EndsAt is not null) { return SubscriptionStatus.Cancelled; }
        if (open.Length > 0) { return SubscriptionStatus.PastDue; }
        return TrialEnds > now ? SubscriptionStatus.Trial : SubscriptionStatus.Active;
    }

    /// <summary>Whether the tenant must not be served.</summary>
    public bool MustStop(DateTimeOffset now) => StatusAt(now) == SubscriptionStatus.Suspended || EndsAt <= now;

    /// <summary>The newest month that was not paid in the days of grace; <see cref="BillingPeriod.AllTime"/> when there is none.</summary>
    public BillingPeriod Unpaid(DateTimeOffset now)
    {
        var grace = TimeSpan.FromDays(Plan?.Terms.GraceDays ?? 0);
        return Months.LastOrDefault(month => month.Open > 0 && month.DueAt + grace <= now)?.Period ?? BillingPeriod.AllTime;
    }

    /// <summary>Whether the tenant is to be suspended or resumed and was not yet.</summary>
    public bool IsToBeEnforced(DateTimeOffset now) =>
        MustStop(now) != Stopped || (Stopped && StoppedFor != BillingPeriod.AllTime && Unpaid(now) > StoppedFor);

    /// <summary>
    /// The state with the month that it was stopped for, where it does not say: then it was stopped for what is unpaid, or for its end.
    /// </summary>
    public SubscriptionState WithStopNoted(DateTimeOffset now) =>
        Stopped && StoppedFor == BillingPeriod.AllTime ? this with { StoppedFor = Unpaid(now) } : this;
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(SubscriptionState))]
internal sealed partial class SubscriptionJson : JsonSerializerContext;
