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
        var used = new List<TurnRecord.Usage>();
        var last = decision.Next.LastLineAt;
        foreach (var record in decision.Records)
        {
            if (record is not TurnRecord.Message line) { continue; }
            var month = BillingPeriod.Of(line.ReceivedAt, zone);
            if (Begins(last, line.ReceivedAt, lifetime, zone)) { Add(used, month, Meter.Conversations, 1); }
            if (IsMessage(line.Kind)) { Add(used, month, Meter.Messages, 1); }
            Add(used, BillingPeriod.AllTime, Meter.StorageBytes, Encoding.UTF8.GetByteCount(line.Text));
            if (line.ReceivedAt > last) { last = line.ReceivedAt; }
        }
        return used.Count == 0 && last == decision.Next.LastLineAt
            ? decision
            : decision with { Next = SaidAt(decision.Next, last), Records = decision.Records.AddRange(used) };
    }

    private static ConversationState SaidAt(ConversationState state, DateTimeOffset last) =>
        state.LastLineAt == last ? state : state with { LastLineAt = last };

    /// <summary>Whether a line is a message: what is said and keyed in a call is not.</summary>
    public static bool IsMessage(MessageKind kind) => kind is not (MessageKind.Speech or MessageKind.Digits);

    // A turn uses a few meters of a month or two: no search is shorter than looking through them.
    private static void Add(List<TurnRecord.Usage> used, BillingPeriod period, Meter meter, long amount)
    {
        if (amount == 0) { return; }
        for (var i = 0; i < used.Count; i++)
        {
            if (used[i].Period != period || used[i].Meter != meter) { continue; }
            used[i] = used[i] with { Amount = used[i].Amount + amount };
            return;
        }
        used.Add(new TurnRecord.Usage(period, meter, amount));
    }
}
