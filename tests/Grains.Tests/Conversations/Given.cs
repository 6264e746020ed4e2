using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;

namespace Platform.Tests.Conversations;

/// <summary>Values that conversation tests begin with.</summary>
internal static class Given
{
    public static DateTimeOffset Noon { get; } = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static PeerKey Maria { get; } = PeerKey.Parse("5511987654321");

    public static ChannelId WhatsApp { get; } = ChannelId.Parse("evolution:DrMarco");

    public static ConversationOptions Options { get; } = new();

    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    public static InboundMessage Message(
        string id, string text, DateTimeOffset? at = null, MessageKind kind = MessageKind.Text, string? choice = null, string? name = "Maria") =>
        new(WhatsApp, ProviderMessageId.Parse(id), "5511987654321@s.whatsapp.net", name, at ?? Noon, at ?? Noon, new MessageContent(kind, text, choice));

    public static PersonMessage FromPerson(string id, string text, DateTimeOffset? at = null) => new(
        WhatsApp, ProviderMessageId.Parse(id), "5511987654321@s.whatsapp.net", at ?? Noon, at ?? Noon,
        new MessageContent(MessageKind.Text, text));

    public static ConversationState After(params InboundMessage[] messages) => messages.Aggregate(
        ConversationState.Empty, (state, message) => Inbox.Take(state, Maria, message, Id(1), message.ReceivedAt, Options).Next);
}
