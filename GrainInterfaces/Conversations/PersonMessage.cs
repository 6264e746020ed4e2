using Platform.Channels;

namespace Platform.Conversations;

/// <summary>
/// A message that a person of the company sent to the customer outside the platform, such as from the company's telephone.
/// </summary>
/// <param name="Channel">The channel that reported it.</param>
/// <param name="Id">The provider's id; a repeated one changes nothing.</param>
/// <param name="ReplyTo">The customer's address at the provider.</param>
/// <param name="SentAt">The provider's time of sending.</param>
/// <param name="ReceivedAt">When it reached us.</param>
/// <param name="Content">What it says.</param>
[GenerateSerializer, Immutable, Alias("person-message")]
public sealed record PersonMessage(
    ChannelId Channel,
    ProviderMessageId Id,
    string ReplyTo,
    DateTimeOffset SentAt,
    DateTimeOffset ReceivedAt,
    MessageContent Content);
