using System.Collections.Immutable;

namespace Platform.Plans;

/// <summary>What follows from what was used. Pure.</summary>
internal static class Limits
{
    private static readonly ImmutableArray<Meter> Counted =
        [Meter.Conversations, Meter.Messages, Meter.CallSeconds, Meter.ModelSpend, Meter.StorageBytes];

    // Known while the month goes on only: how many there are, not how many were added.
    private static readonly ImmutableArray<Meter> Held = [Meter.Users, Meter.Channels];

    /// <summary>What the plan lets the company do.</summary>
    public static PlanStanding Standing(Plan? plan, ImmutableArray<Metered> used)
    {
        if (plan is null) { return PlanStanding.Free; }
        var actions = plan.Limits.Where(limit => IsCounted(limit.Meter) && AmountOf(used, limit.Meter) >= limit.Max)
            .Select(limit => limit.Action).ToHashSet();
        return new PlanStanding(
            BotAnswers: !actions.Contains(LimitAction.BotOff),
            NewConversations: !actions.Contains(LimitAction.StopNewConversations),
            MenuOnly: actions.Contains(LimitAction.MenuOnly),
            plan.Rounding);
    }

    /// <summary>The meters at or beyond the share of their limit at which the company is warned.</summary>
    public static ImmutableArray<Meter> ToWarn(Plan plan, ImmutableArray<Metered> used) =>
        [.. Over(plan, used, limit => Share(limit.Max, plan.SoftPercent))];

    /// <summary>The meters at or beyond their limit.</summary>
    public static ImmutableArray<Meter> Reached(Plan plan, ImmutableArray<Metered> used) => [.. Over(plan, used, limit => limit.Max)];

    /// <summary>The meters of a plan beside what was used, in the meters' order.</summary>
    public static ImmutableArray<StatementLine> Lines(Plan? plan, ImmutableArray<Metered> used) =>
    [
        .. Counted.Concat(Held.Where(meter => IsKnown(used, meter))).Select(meter => (meter, limit: plan?.LimitOf(meter)))
            .Select(line => new StatementLine(line.meter, AmountOf(used, line.meter), line.limit?.Max, line.limit?.Action)),
    ];

    /// <summary>Whether one more may be added to the <paramref name="current"/> ones.</summary>
    public static Allowance Allow(Plan? plan, Meter meter, long current) => plan?.LimitOf(meter) is { } limit
        ? new Allowance(limit.Action != LimitAction.Refuse || current < limit.Max, limit.Max)
        : new Allowance(true, null);

    private static IEnumerable<Meter> Over(Plan plan, ImmutableArray<Metered> used, Func<PlanLimit, long> mark) =>
        plan.Limits.Where(limit => IsOver(limit, AmountOf(used, limit.Meter), mark(limit))).Select(limit => limit.Meter);

    // One person and one channel are what a company begins with: where the plan has room for them, there is nothing to tell.
    private static bool IsOver(PlanLimit limit, long amount, long mark) =>
        amount >= mark && (IsCounted(limit.Meter) || amount > Math.Min(1, limit.Max));

    // Rounded up, so that the mark of a small limit is not nothing.
    private static long Share(long max, int percent) => (long)Math.Ceiling(max * (decimal)percent / 100);

    private static bool IsCounted(Meter meter) => Counted.Contains(meter);

    private static bool IsKnown(ImmutableArray<Metered> used, Meter meter) => used.Any(metered => metered.Meter == meter);

    private static long AmountOf(ImmutableArray<Metered> used, Meter meter) =>
        used.FirstOrDefault(metered => metered.Meter == meter)?.Amount ?? 0;
}
