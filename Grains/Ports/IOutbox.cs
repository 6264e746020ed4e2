using System.Collections.Immutable;
using Platform.Channels;
using Platform.Identity;
using Platform.Tenancy;

namespace Platform.Turns;

/// <summary>What a channel still has to send. Rows are added by turns only; see <see cref="Turn.Outbox"/>.</summary>
public interface IOutbox
{
    /// <summary>
    /// The oldest unsent message of each contact, of at most <paramref name="contactsMax"/> contacts whose head is due at <paramref
    /// name="now"/>, so that
    /// a contact's messages can only be sent in order. Rows claimed by another <paramref name="sender"/> come back as
    /// <see cref="OutboxItem.Uncertain"/>; rows claimed by this one do not come back.
    /// </summary>
    Task<ImmutableArray<OutboxItem>> NextDue(
        TenantId tenant, ChannelId channel, Guid sender, DateTimeOffset now, int contactsMax, CancellationToken cancellationToken);

    /// <summary>
    /// Takes one message for sending, durably, before it is sent. <c>false</c> when it was withdrawn, sent or claimed meanwhile: it must
    /// not be sent.
    /// </summary>
    Task<bool> Claim(TenantId tenant, OutboxItem item, Guid sender, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Records how sending went, in one transaction with the message's status and provider id. A message that another sender has taken
    /// meanwhile is not put back for another try: that sender may be sending it.
    /// </summary>
    Task Settle(
        TenantId tenant, Guid messageId, Guid sender, SendOutcome outcome, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// When the first of the messages is due that <see cref="NextDue"/> would give and nobody is sending, or <c>null</c>; in the past when
    /// one waits already.
    /// </summary>
    Task<DateTimeOffset?> NextDueAt(TenantId tenant, ChannelId channel, CancellationToken cancellationToken);
}

/// <summary>A message that waits to be sent.</summary>
/// <param name="Id">The platform's message id.</param>
/// <param name="Peer">The contact.</param>
/// <param name="To">The provider's address of the contact.</param>
/// <param name="Text">What is said.</param>
/// <param name="Attempts">How often it was claimed for sending.</param>
/// <param name="Uncertain">It may have been sent already: its sender vanished while sending, or an earlier outcome is not known. Stays
/// so.</param>
/// <param name="CreatedAt">When it was said.</param>
/// <param name="Doubts">How often a try ended with nobody knowing whether it was sent.</param>
public sealed record OutboxItem(
    Guid Id, PeerKey Peer, string To, string Text, int Attempts, bool Uncertain, DateTimeOffset CreatedAt, int Doubts = 0);

/// <summary>How sending went. A closed set.</summary>
public abstract record SendOutcome
{
    private SendOutcome() { }

    /// <summary>The provider took it.</summary>
    public sealed record Accepted(ProviderMessageId ProviderId) : SendOutcome;

    /// <summary>It did not go out, or nobody knows; it is tried again at <paramref name="NotBefore"/>.</summary>
    /// <param name="NotBefore">Earliest next try.</param>
    /// <param name="Reason">Short and free of personal data.</param>
    /// <param name="Uncertain">The provider may have sent it all the same.</param>
    /// <param name="Doubts">The message's doubts (<see cref="OutboxItem.Doubts"/>) with this try.</param>
    public sealed record TryAgain(DateTimeOffset NotBefore, string Reason, bool Uncertain, int Doubts = 0) : SendOutcome;

    /// <summary>It cannot be sent; it ends visibly as failed and the contact's next message follows.</summary>
    /// <param name="Reason">Short and free of personal data.</param>
    public sealed record Failed(string Reason) : SendOutcome;
}
