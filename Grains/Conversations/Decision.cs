using System.Collections.Immutable;
using Platform.Identity;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Conversations;

/// <summary>What the core decided: the next state and what becomes durable with it.</summary>
internal sealed record Decision(ConversationState Next)
{
    public ImmutableArray<TurnRecord> Records { get; init; } = [];

    public ImmutableArray<OutboxMessage> Outbox { get; init; } = [];

    public ImmutableArray<AlarmChange> Alarms { get; init; } = [];

    /// <summary>Whether replies that were not claimed yet are withdrawn.</summary>
    public bool WithdrawQueued { get; init; }

    /// <summary>This decision followed by one that was made on its next state, as one.</summary>
    public Decision Then(Decision after) => new(after.Next)
    {
        Records = Records.AddRange(after.Records),
        Outbox = Outbox.AddRange(after.Outbox),
        Alarms = after.Alarms.IsEmpty
            ? Alarms
            : [.. Alarms.Where(mine => after.Alarms.All(later => later.Name != mine.Name)), .. after.Alarms],
        WithdrawQueued = WithdrawQueued || after.WithdrawQueued,
    };

    /// <summary>This decision, the alarm left as it is stored.</summary>
    public Decision WithoutChange(string alarm) => this with { Alarms = Alarms.RemoveAll(change => change.Name == alarm) };

    /// <summary>The decision as the store takes it.</summary>
    public Turn ToTurn(TenantId tenant, PeerKey peer) => new(tenant)
    {
        Records = Records,
        Outbox = Outbox,
        Alarms = Alarms,
        WithdrawQueuedFor = WithdrawQueued ? [peer, .. Next.Adopted] : [],
    };
}

/// <summary>Names of the alarms that conversations set.</summary>
internal static class ConversationAlarms
{
    /// <summary>A reply is owed.</summary>
    public const string Reply = "reply";

    /// <summary>A person kept the conversation too long.</summary>
    public const string HandBack = "hand-back";
}
