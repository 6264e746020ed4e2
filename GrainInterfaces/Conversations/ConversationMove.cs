namespace Platform.Conversations;

/// <summary>What a conversation gives to the one that it is merged into.</summary>
/// <param name="Owner">Who answered it.</param>
/// <param name="ContactName">The name the customer showed, or <c>null</c>.</param>
/// <param name="Unanswered">Messages that still wait for the bot's answer, joined; empty when none do.</param>
/// <param name="ReplyTo">Where they are answered, or <c>null</c> when nothing was ever received.</param>
/// <param name="Held">
/// What waits for an answer, whole, and where the dialogue stands, as conversations store them; <c>null</c> from a process that gives only
/// the text.
/// </param>
[GenerateSerializer, Immutable, Alias("conversation-move")]
public sealed record ConversationMove(Owner Owner, string? ContactName, string Unanswered, ReplyAddress? ReplyTo, string? Held = null);

/// <summary>Where a customer is answered.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="To">The provider's address of the customer, exactly as given.</param>
[GenerateSerializer, Immutable, Alias("reply-address")]
public sealed record ReplyAddress(Platform.Channels.ChannelId Channel, string To);
