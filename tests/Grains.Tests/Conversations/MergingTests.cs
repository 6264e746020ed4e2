using Platform.Conversations;
using Platform.Dialogue;
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
    public void An_answer_owed_to_an_attachment_alone_moves_too()
    {
        var lid = Given.After(Given.Message("a", "", kind: MessageKind.Audio));

        var adopted = Adopt(ConversationState.Empty, lid);

        Assert.Equal(new DialogueInput.Attachment(AttachmentKind.Audio, null), adopted.Next.Unanswered!.ToInput());
        Assert.Equal(new AlarmChange("reply", Given.Noon), Assert.Single(adopted.Alarms));
    }

    [Fact]
    public void A_choice_that_waits_is_still_a_choice()
    {
        var lid = Given.After(Given.Message("a", "Limpeza", kind: MessageKind.Choice, choice: "cleaning"));

        Assert.Equal(new DialogueInput.Choice("cleaning", "Limpeza"), Adopt(ConversationState.Empty, lid).Next.Unanswered!.ToInput());
    }

    [Fact]
    public void What_waits_on_both_sides_is_answered_as_one()
    {
        var lid = Given.After(Given.Message("a", "Segue a foto", kind: MessageKind.Image));
        var mine = Given.After(Given.Message("b", "Recebeu?"));

        Assert.Equal(
            new DialogueInput.Attachment(AttachmentKind.Image, "Segue a foto\nRecebeu?"), Adopt(mine, lid).Next.Unanswered!.ToInput());
    }

    [Fact]
    public void A_form_half_filled_in_goes_on()
    {
        var lid = ConversationState.Empty with { Chat = Form, ChatUsedAt = Given.Noon };

        var adopted = Adopt(ConversationState.Empty, lid).Next;

        Assert.Equal((Form, Given.Noon), (adopted.Chat, adopted.ChatUsedAt));
    }

    [Fact]
    public void A_dialogue_that_goes_on_under_the_number_is_not_replaced_and_one_that_is_over_is()
    {
        var lid = ConversationState.Empty with { Chat = Form, ChatUsedAt = Given.Noon };
        var live = ConversationState.Empty with { Chat = Form with { Step = "menu" }, ChatUsedAt = Given.Noon.AddHours(-1) };
        var over = live with { ChatUsedAt = Given.Noon.AddDays(-1) };

        Assert.Equal((live.Chat, live.ChatUsedAt), (Adopt(live, lid).Next.Chat, Adopt(live, lid).Next.ChatUsedAt));
        Assert.Equal(Form, Adopt(over, lid).Next.Chat);
    }

    [Fact]
    public void A_process_that_gives_only_the_text_is_understood()
    {
        var move = Merging.Given(Given.After(Given.Message("a", "Oi"))) with { Held = null };

        Assert.Equal("Oi", Merging.Adopt(ConversationState.Empty, Lid, move, Given.Noon, Given.Options).Next.Unanswered!.Text);
    }

    private static DialogueSession Form { get; } = new DialogueSession(new BotReference("clinic", 1), "pt-BR", "booking", "day")
        .WithSlot("service", "cleaning");

    private static Decision Adopt(ConversationState state, ConversationState from) =>
        Merging.Adopt(state, Lid, Merging.Given(from), Given.Noon, Given.Options);

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
