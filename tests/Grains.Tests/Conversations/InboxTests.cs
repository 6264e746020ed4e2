using FsCheck;
using FsCheck.Fluent;
using Platform.Conversations;
using Platform.Dialogue;
using Platform.Turns;

namespace Platform.Tests.Conversations;

public sealed class InboxTests
{
    [Fact]
    public void A_message_is_recorded_and_an_answer_is_owed_by_a_durable_alarm()
    {
        var decision = Inbox.Take(ConversationState.Empty, Given.Maria, Given.Message("a", "Oi"), Given.Id(1), Given.Noon, Given.Options);

        var line = Assert.Single(decision.Records.OfType<TurnRecord.Message>());
        Assert.Equal(("Oi", MessageDirection.Inbound), (line.Text, line.Direction));
        Assert.Equal(new AlarmChange("reply", Given.Noon + Given.Options.Debounce), Assert.Single(decision.Alarms));
    }

    [Fact]
    public void Messages_of_a_burst_are_answered_as_one()
    {
        var state = Given.After(
            Given.Message("a", "Oi"),
            Given.Message("b", "quero marcar", Given.Noon.AddMilliseconds(214)),
            Given.Message("c", "para amanhã", Given.Noon.AddMilliseconds(700)));

        Assert.Equal(new DialogueInput.Text("Oi\nquero marcar\npara amanhã"), state.Unanswered!.ToInput());
        Assert.Equal(Given.Noon.AddMilliseconds(700) + Given.Options.Debounce, state.Unanswered.Due);
    }

    [Fact]
    public void A_burst_that_does_not_end_is_answered_all_the_same()
    {
        var messages = Enumerable.Range(0, 20).Select(second => Given.Message($"m{second}", "e", Given.Noon.AddSeconds(second)));

        Assert.Equal(Given.Noon + Given.Options.DebounceMax, Given.After([.. messages]).Unanswered!.Due);
    }

    [Fact]
    public void An_image_and_its_text_right_after_are_one_question()
    {
        var state = Given.After(
            Given.Message("a", "", kind: MessageKind.Image), Given.Message("b", "serve este?", Given.Noon.AddMilliseconds(214)));

        Assert.Equal(new DialogueInput.Attachment(AttachmentKind.Image, "serve este?"), state.Unanswered!.ToInput());
    }

    [Theory]
    [InlineData(MessageKind.Location, "-23.5, -46.6", AttachmentKind.Location)]
    [InlineData(MessageKind.Contact, "Hoje Pneus", AttachmentKind.Contact)]
    public void What_a_place_or_a_contact_is_called_is_nothing_that_the_customer_said(MessageKind kind, string text, AttachmentKind attached)
    {
        var state = Given.After(Given.Message("a", text, kind: kind));

        Assert.Equal(new DialogueInput.Attachment(attached, null), state.Unanswered!.ToInput());
    }

    [Fact]
    public void A_choice_is_taken_as_the_choice_it_is()
    {
        var state = Given.After(Given.Message("a", "Horários", kind: MessageKind.Choice, choice: "hours"));

        Assert.Equal(new DialogueInput.Choice("hours", "Horários"), state.Unanswered!.ToInput());
    }

    [Theory]
    [InlineData(MessageKind.Reaction, 0)]
    [InlineData(MessageKind.Text, 180)]
    public void Reactions_and_old_messages_are_kept_and_not_answered(MessageKind kind, int minutesOld)
    {
        var message = Given.Message("a", "Oi", Given.Noon.AddMinutes(-minutesOld), kind);

        var decision = Inbox.Take(ConversationState.Empty, Given.Maria, message, Given.Id(1), Given.Noon, Given.Options);

        Assert.Null(decision.Next.Unanswered);
        Assert.Empty(decision.Alarms);
        Assert.Single(decision.Records.OfType<TurnRecord.Message>());
    }

    [Fact]
    public void While_a_person_has_the_conversation_nothing_is_owed()
    {
        var taken = HandOvers.ToPerson(Given.After(Given.Message("a", "Oi")), Given.Noon, Given.Options).Next;

        var decision = Inbox.Take(taken, Given.Maria, Given.Message("b", "alô?"), Given.Id(2), Given.Noon, Given.Options);

        Assert.Null(decision.Next.Unanswered);
        Assert.Empty(decision.Alarms);
    }

    [Fact]
    public void A_name_once_shown_is_kept_when_a_later_message_shows_none() =>
        Assert.Equal("Maria", Given.After(Given.Message("a", "Oi"), Given.Message("b", "alô", name: null)).ContactName);

    [Fact]
    public void State_stays_bounded_whatever_is_written() => Prop.ForAll<string[]>(texts =>
    {
        var state = Given.After([.. texts.Select((text, index) => Given.Message($"m{index}", text ?? "", Given.Noon.AddMilliseconds(index)))]);
        return state.Unanswered is null || state.Unanswered.Text.Length <= Unanswered.TextMax;
    }).QuickCheckThrowOnFailure();
}
