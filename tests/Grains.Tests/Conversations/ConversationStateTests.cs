using System.Text.Json;
using Platform.Conversations;
using Platform.Dialogue;

namespace Platform.Tests.Conversations;

public sealed class ConversationStateTests
{
    private static ConversationState Talking { get; } = Given.After(Given.Message("a", "Oi")) with
    {
        Chat = new DialogueSession(new BotReference("clinic", 1), "pt-BR", "menu", "choose")
        {
            Offered = [new("hours", "Horário"), new("person", "Falar com atendente")],
        },
    };

    [Fact]
    public void A_stored_state_is_read_as_it_was()
    {
        var read = Copy(Talking);

        Assert.Equal(Talking.Chat, read.Chat);
        Assert.Equal(Talking.Chat!.Offered, read.Chat!.Offered);
        Assert.Equal(Talking with { Chat = null, Calls = default, Adopted = default }, read with { Chat = null, Calls = default, Adopted = default });
    }

    [Fact]
    public void What_did_not_change_stays_the_object_that_it_was()
    {
        var same = Copy(Talking);
        var next = Talking with { ContactName = same.ContactName, ReplyTo = same.ReplyTo, Chat = same.Chat };

        Assert.NotSame(Talking.Chat, same.Chat);
        Assert.Same(Talking.ContactName, next.ContactName);
        Assert.Same(Talking.ReplyTo, next.ReplyTo);
        Assert.Same(Talking.Chat, next.Chat);
    }

    [Fact]
    public void What_changed_is_what_was_set()
    {
        var later = Talking.Chat! with { Attempts = 1 };
        var next = Talking with { ContactName = null, ReplyTo = Talking.ReplyTo! with { To = "other@lid" }, Chat = later };

        Assert.Null(next.ContactName);
        Assert.Equal("other@lid", next.ReplyTo!.To);
        Assert.Same(later, next.Chat);
        Assert.Null((next with { Chat = null }).Chat);
    }

    private static ConversationState Copy(ConversationState state) => JsonSerializer.Deserialize(
        JsonSerializer.SerializeToUtf8Bytes(state, ConversationJson.Default.ConversationState), ConversationJson.Default.ConversationState)!;
}
