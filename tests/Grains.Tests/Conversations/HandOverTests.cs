using Platform.Conversations;
using Platform.Identity;
using Platform.Turns;

namespace Platform.Tests.Conversations;

public sealed class HandOverTests
{
    [Fact]
    public void A_person_who_writes_silences_the_bot_at_once_and_withdraws_what_it_said()
    {
        var decision = HandOvers.Wrote(
            Given.After(Given.Message("a", "Oi")), Given.Maria, Given.FromPerson("p", "Oi Maria, aqui é a Ana"), Given.Id(3), Given.Noon, Given.Options);

        Assert.Equal(new Ownership(Owner.Person, 1), decision.Next.Ownership);
        Assert.Null(decision.Next.Unanswered);
        Assert.True(decision.WithdrawQueued);
        Assert.Contains(new AlarmChange("reply", null), decision.Alarms);
        Assert.Equal(MessageDirection.Person, Assert.Single(decision.Records.OfType<TurnRecord.Message>()).Direction);
    }

    [Fact]
    public void A_person_who_steps_in_after_the_bot_handed_over_withdraws_what_it_said_last()
    {
        var handedOver = ConversationState.Empty.OwnedBy(Owner.Person);

        Assert.True(HandOvers.ToPerson(handedOver, Given.Noon, Given.Options).WithdrawQueued);
    }

    [Fact]
    public void A_takeover_withdraws_also_what_was_said_to_the_identities_that_were_merged_into_the_contact()
    {
        var lid = PeerKey.OfLid("123456789012345");
        var taken = HandOvers.ToPerson(ConversationState.Empty with { Adopted = [lid] }, Given.Noon, Given.Options);

        Assert.Equal([Given.Maria, lid], taken.ToTurn(default, Given.Maria).WithdrawQueuedFor);
    }

    [Fact]
    public void Each_change_of_owner_is_an_epoch_and_staying_owner_is_none()
    {
        var taken = HandOvers.ToPerson(ConversationState.Empty, Given.Noon, Given.Options).Next;
        var again = HandOvers.ToPerson(taken, Given.Noon, Given.Options).Next;
        var back = HandOvers.ToBot(again).Next;

        Assert.Equal([1L, 1L, 2L], [taken.Ownership.Epoch, again.Ownership.Epoch, back.Ownership.Epoch]);
    }

    [Fact]
    public void A_person_who_keeps_a_conversation_has_it_until_an_alarm_that_each_message_moves_on()
    {
        var first = HandOvers.Wrote(ConversationState.Empty, Given.Maria, Given.FromPerson("p", "Oi"), Given.Id(1), Given.Noon, Given.Options);
        var later = Given.Noon.AddHours(1);
        var second = HandOvers.Wrote(first.Next, Given.Maria, Given.FromPerson("q", "Tudo bem?", later), Given.Id(2), later, Given.Options);

        Assert.Contains(new AlarmChange("hand-back", later + Given.Options.HandBackAfter), second.Alarms);
        Assert.Contains(new AlarmChange("hand-back", null), HandOvers.ToBot(second.Next).Alarms);
    }

    [Fact]
    public void What_a_person_wrote_so_long_ago_that_the_bot_would_have_it_again_is_kept_and_changes_nobody()
    {
        var asked = Given.After(Given.Message("a", "Oi"));

        var repeated = Wrote(asked, Given.Noon - Given.Options.HandBackAfter);

        Assert.Equal(asked, repeated.Next);
        Assert.Empty(repeated.Alarms);
        Assert.False(repeated.WithdrawQueued);
        Assert.Equal(MessageDirection.Person, Assert.Single(repeated.Records.OfType<TurnRecord.Message>()).Direction);
    }

    [Theory]
    [InlineData(-3, 9)]
    [InlineData(0, 12)]
    [InlineData(5, 12)]
    public void A_person_has_the_conversation_from_when_the_message_was_said_and_never_from_later_than_now(int saidAtHour, int dueAtHour)
    {
        var said = Wrote(ConversationState.Empty, Given.Noon.AddHours(saidAtHour));

        Assert.Equal(Owner.Person, said.Next.Ownership.Owner);
        Assert.Equal(Given.Noon.AddHours(dueAtHour), said.Next.HandBackDue);
        Assert.Contains(new AlarmChange("hand-back", Given.Noon.AddHours(dueAtHour)), said.Alarms);
    }

    [Fact]
    public void A_message_delivered_late_takes_nothing_from_a_person_who_took_over_since()
    {
        var taken = HandOvers.ToPerson(ConversationState.Empty, Given.Noon, Given.Options).Next;

        Assert.Equal(Given.Noon + Given.Options.HandBackAfter, Wrote(taken, Given.Noon.AddHours(-3)).Next.HandBackDue);
    }

    private static Decision Wrote(ConversationState state, DateTimeOffset at) =>
        HandOvers.Wrote(state, Given.Maria, Given.FromPerson("p", "Oi", at), Given.Id(1), Given.Noon, Given.Options);

    [Fact]
    public void The_bot_begins_anew_when_it_gets_the_conversation_back()
    {
        var taken = HandOvers.ToPerson(ConversationState.Empty, Given.Noon, Given.Options).Next;

        Assert.Null(HandOvers.ToBot(taken).Next.Chat);
    }
}
