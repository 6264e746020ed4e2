using System.Collections.Immutable;
using System.Text;
using Platform.Plans;
using Platform.Turns;

namespace Platform.Conversations;

/// <summary>
/// Counts what a conversation's turn uses, from the lines that it adds, so that counting the stored lines gives the same. Pure.
/// </summary>
internal static class Metering
{
    /// <summary>
    /// A line begins a conversation when none was said within <paramref name="lifetime"/> before it, or in its month.
    /// </summary>
    public static bool Begins(DateTimeOffset lastLine, DateTimeOffset line, TimeSpan lifetime, TimeZoneInfo zone) =>
        line - lastLine >= lifetime || BillingPeriod.Of(line, zone) > BillingPeriod.Of(lastLine, zone);

    /// <summary>The decision with what its lines use.</summary>
    public static Decision Count(Decision decision, TimeZoneInfo zone, TimeSpan lifetime)
    {
        var lines = decision.Records.OfType<TurnRecord.Message>();
        var used = new SortedDictionary<(BillingPeriod Period, Meter Meter), long>();
        var last = decision.Next.LastLineAt;
        foreach (var line in lines)
        {
            var month = BillingPeriod.Of(line.ReceivedAt, zone);
            if (Begins(last, line.ReceivedAt, lifetime, zone)) { Add(used, month, Meter.Conversations, 1); }
            if (IsMessage(line.Kind)) { Add(used, month, Meter.Messages, 1); }
            Add(used, BillingPeriod.AllTime, Meter.StorageBytes, Encoding.UTF8.GetByteCount(line.Text));
            if (line.ReceivedAt > last) { last = line.ReceivedAt; }
        }
        return used.Count == 0
            ? decision
            : decision with { Next = decision.Next with { LastLineAt = last }, Records = decision.Records.AddRange(Records(used)) };
    }

    /// <summary>Whether a line is a message: what is said and keyed in a call is not.</summary>
    public static bool IsMessage(MessageKind kind) => kind is not (MessageKind.Speech or MessageKind.Digits);

    private static void Add(SortedDictionary<(BillingPeriod Period, Meter Meter), long> used, BillingPeriod period, Meter meter, long amount) =>
        used[(period, meter)] = used.GetValueOrDefault((period, meter)) + amount;

    private static ImmutableArray<TurnRecord> Records(SortedDictionary<(BillingPeriod Period, Meter Meter), long> used) =>
        [.. used.Where(counter => counter.Value != 0).Select(counter => new TurnRecord.Usage(counter.Key.Period, counter.Key.Meter, counter.Value))];
}
