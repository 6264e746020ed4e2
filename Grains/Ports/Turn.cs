using System.Collections.Immutable;
using Platform.Channels;
using Platform.Identity;
using Platform.Tenancy;

namespace Platform.Turns;

/// <summary>Everything that one turn makes durable.</summary>
/// <param name="Tenant">The owner of all of it.</param>
public sealed record Turn(TenantId Tenant)
{
    /// <summary>The grain's new state, or <c>null</c> when the turn only adds records.</summary>
    public StateChange? State { get; init; }

    /// <summary>Business records that the turn adds or updates, in order.</summary>
    public ImmutableArray<TurnRecord> Records { get; init; } = [];

    /// <summary>Messages to send, in order.</summary>
    public ImmutableArray<OutboxMessage> Outbox { get; init; } = [];

    /// <summary>
    /// The contacts whose waiting messages are withdrawn before <see cref="Outbox"/> is added (takeover). One that is being sent is not tried
    /// again.
    /// </summary>
    public ImmutableArray<PeerKey> WithdrawQueuedFor { get; init; } = [];

    /// <summary>Alarms that the turn sets, moves or clears for its own grain. Needs <see cref="State"/>.</summary>
    public ImmutableArray<AlarmChange> Alarms { get; init; } = [];
}

/// <summary>A grain's next state.</summary>
/// <param name="Address">The grain.</param>
/// <param name="ExpectedVersion">The version it was decided on; 0 when none was stored.</param>
/// <param name="Json">UTF-8 JSON.</param>
public sealed record StateChange(StateAddress Address, long ExpectedVersion, ReadOnlyMemory<byte> Json);

/// <summary>A message to be sent by a channel.</summary>
/// <param name="Id">The platform's id; also the id of its <see cref="TurnRecord.Message"/>, which is in the same turn.</param>
/// <param name="Channel">The channel that sends it.</param>
/// <param name="Peer">The contact; messages of one contact are sent in order of <paramref name="Sequence"/>.</param>
/// <param name="Sequence">Position among the contact's messages, rising.</param>
/// <param name="To">The provider's address (JID) of the contact.</param>
/// <param name="Text">What is said.</param>
/// <param name="OwnerEpoch">The conversation's epoch when it was said.</param>
/// <param name="CreatedAt">When it was said.</param>
public sealed record OutboxMessage(
    Guid Id, ChannelId Channel, PeerKey Peer, long Sequence, string To, string Text, long OwnerEpoch, DateTimeOffset CreatedAt);

/// <summary>A change of one of the grain's alarms.</summary>
/// <param name="Name">The alarm's name, unique within the grain.</param>
/// <param name="Due">When it is due, or <c>null</c> to clear it.</param>
public sealed record AlarmChange(string Name, DateTimeOffset? Due);
