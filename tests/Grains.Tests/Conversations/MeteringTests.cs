using FsCheck;
using FsCheck.Fluent;
using Platform.Conversations;
using Platform.Plans;
using Platform.Turns;

namespace Platform.Tests.Conversations;

public sealed class MeteringTests
{
    private static readonly TimeZoneInfo SaoPaulo = TimeZoneInfo.FindSystemTimeZoneById("America/Sao_Paulo");
    private static readonly BillingPeriod November = BillingPeriod.Parse("2026-11");
    private static readonly TimeSpan Lifetime = Given.Options.SessionLifetime;

    [Fact]
    public void A_first_message_is_a_conversation_a_message_and_its_bytes()
    {
        var used = Used(Receive(ConversationState.Empty, "a", "Olá", Given.Noon));

        Assert.Equal(
            [(November, Meter.Conversations, 1), (November, Meter.Messages, 1), (BillingPeriod.AllTime, Meter.StorageBytes, 4)], used);
    }

    [Fact]
    public void A_conversation_begins_anew_after_a_long_silence_and_in_a_new_month()
    {
        var first = Receive(ConversationState.Empty, "a", "oi", Given.Noon).Next;
        var midnight = new DateTimeOffset(2026, 12, 1, 3, 0, 0, TimeSpan.Zero);
        var late = Receive(ConversationState.Empty, "a", "oi", midnight.AddTicks(-1)).Next;

        Assert.DoesNotContain(Used(Receive(first, "b", "oi", Given.Noon + Lifetime - TimeSpan.FromTicks(1))), IsConversation);
        Assert.Contains((November, Meter.Conversations, 1), Used(Receive(first, "b", "oi", Given.Noon + Lifetime)));
        Assert.Contains((November.Next, Meter.Conversations, 1), Used(Receive(late, "b", "oi", midnight)));
    }

    [Fact]
    public void The_month_is_the_companys_own()
    {
        var lastEvening = new DateTimeOffset(2026, 12, 1, 2, 59, 59, TimeSpan.Zero);

        Assert.Contains((November, Meter.Messages, 1), Used(Receive(ConversationState.Empty, "a", "oi", lastEvening)));
    }

    [Theory]
    [InlineData(MessageKind.Speech)]
    [InlineData(MessageKind.Digits)]
    public void What_is_said_in_a_call_is_a_conversation_and_no_message(MessageKind kind)
    {
        var used = Used(Receive(ConversationState.Empty, "a", "1", Given.Noon, kind));

        Assert.Contains((November, Meter.Conversations, 1), used);
        Assert.DoesNotContain(used, counter => counter.Meter == Meter.Messages);
    }

    [Fact]
    public void The_counters_are_what_counting_the_lines_gives()
    {
        var gaps = Gen.Elements(0, 1, 60, 21_599, 21_600, 50_000, 864_000, -30).ListOf(40);
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(gaps.ToArbitrary(), seconds =>
        {
            var (state, now, lines, counted) = (ConversationState.Empty, Given.Noon, new List<TurnRecord.Message>(), new List<TurnRecord.Usage>());
            foreach (var (gap, index) in seconds.Select((gap, index) => (gap, index)))
            {
                now = now.AddSeconds(gap);
                var decision = Receive(state, $"m{index}", "oi", now);
                state = decision.Next;
                lines.AddRange(decision.Records.OfType<TurnRecord.Message>());
                counted.AddRange(decision.Records.OfType<TurnRecord.Usage>());
            }
            return Sum(counted, Meter.Messages) == lines.Count
                && Sum(counted, Meter.StorageBytes) == lines.Count * 2
                && Sum(counted, Meter.Conversations) == Recount(lines);
        }));
    }

    private static int Recount(List<TurnRecord.Message> lines)
    {
        var (begun, last) = (0, default(DateTimeOffset));
        foreach (var line in lines)
        {
            var (month, lastMonth) = (BillingPeriod.Of(line.ReceivedAt, SaoPaulo), BillingPeriod.Of(last, SaoPaulo));
            if (line.ReceivedAt - last >= Lifetime || month > lastMonth) { begun++; }
            last = line.ReceivedAt > last ? line.ReceivedAt : last;
        }
        return begun;
    }

    private static Decision Receive(ConversationState state, string id, string text, DateTimeOffset at, MessageKind kind = MessageKind.Text) =>
        Metering.Count(
            Inbox.Take(state, Given.Maria, Given.Message(id, text, at, kind), Given.Id(1), at, Given.Options), SaoPaulo, Lifetime);

    private static (BillingPeriod Period, Meter Meter, long Amount)[] Used(Decision decision) =>
        [.. decision.Records.OfType<TurnRecord.Usage>().Select(usage => (usage.Period, usage.Meter, usage.Amount))];

    private static bool IsConversation((BillingPeriod Period, Meter Meter, long Amount) counter) => counter.Meter == Meter.Conversations;

    private static long Sum(IEnumerable<TurnRecord.Usage> counted, Meter meter) =>
        counted.Where(usage => usage.Meter == meter).Sum(usage => usage.Amount);
}
