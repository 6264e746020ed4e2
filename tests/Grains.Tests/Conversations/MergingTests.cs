using Platform.Conversations;
using Platform.Identity;
using Platform.Turns;

namespace Platform.Tests.Conversations;

public sealed class MergingTests
{
    private static readonly PeerKey Lid = PeerKey.OfLid("123456789012345");

    [Fact]
    public void An_answer_owed_moves_with_the_conversation_and_is_owed_once()
    {
        var lid = Given.After(Given.Message("a", "Oi"));

        var handed = Merging.HandOff(lid, Given.Maria);
        var adopted = Merging.Adopt(ConversationState.Empty, Lid, Merging.Given(handed.Next), Given.Noon, Given.Options);

        Assert.Contains(new AlarmChange("reply", null), handed.Alarms);
        Assert.Equal("Oi", adopted.Next.Unanswered!.Text);
        Assert.Equal("reply", Assert.Single(adopted.Alarms).Name);
    }

    [Fact]
    public void A_person_who_had_it_keeps_it()
    {
        var lid = HandOvers.ToPerson(Given.After(Given.Message("a", "Oi")), Given.Noon, Given.Options).Next;

        var adopted = Merging.Adopt(ConversationState.Empty, Lid, Merging.Given(lid), Given.Noon, Given.Options);

        Assert.Equal(Owner.Person, adopted.Next.Ownership.Owner);
    }

    [Fact]
    public void What_the_bot_said_to_the_identity_is_withdrawn_when_a_person_has_the_conversation()
    {
        var persons = ConversationState.Empty.OwnedBy(Owner.Person);
        var lid = Given.After(Given.Message("a", "Oi"));

        Assert.True(Merging.Adopt(persons, Lid, Merging.Given(lid), Given.Noon, Given.Options).WithdrawQueued);
        Assert.False(Merging.Adopt(ConversationState.Empty, Lid, Merging.Given(lid), Given.Noon, Given.Options).WithdrawQueued);
    }

    [Fact]
    public void Giving_twice_gives_the_same()
    {
        var before = Given.After(Given.Message("a", "Oi"));
        var after = Merging.HandOff(before, Given.Maria).Next;

        Assert.Equal(Merging.Given(before), Merging.Given(after));
    }
}
