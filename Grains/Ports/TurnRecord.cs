using Platform.Calls;
using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;
using Platform.Plans;
using Platform.Tenancy;

namespace Platform.Turns;

/// <summary>A business record of a turn. A closed set; each kind is a table.</summary>
public abstract record TurnRecord
{
    private TurnRecord() { }

    /// <summary>
    /// A line of a conversation. Where <paramref name="ProviderId"/> is known, (tenant, channel, direction, provider id) is the dedupe key:
    /// a second one makes the whole turn a <see cref="CommitOutcome.Duplicate"/>.
    /// </summary>
    public sealed record Message(
        Guid Id,
        ChannelId Channel,
        PeerKey Peer,
        MessageDirection Direction,
        ProviderMessageId? ProviderId,
        MessageKind Kind,
        string Text,
        DateTimeOffset SentAt,
        DateTimeOffset ReceivedAt,
        DeliveryStatus Status) : TurnRecord;

    /// <summary>A contact's latest name and address, inserted or updated; a <c>null</c> name keeps the stored one.</summary>
    public sealed record Contact(PeerKey Peer, string? Name, ChannelId LastChannel, DateTimeOffset LastSeenAt) : TurnRecord;

    /// <summary>A provider identity linked to a peer: inserted, or linked to another one from here on.</summary>
    public sealed record IdentityLink(PeerKey Identity, PeerKey Peer, DateTimeOffset LinkedAt) : TurnRecord;

    /// <summary>Work for a person, such as an appointment request.</summary>
    /// <param name="Id">The platform's id.</param>
    /// <param name="Peer">The customer who asked.</param>
    /// <param name="Kind">Kind such as <c>appointment-request</c>.</param>
    /// <param name="Title">One line for people.</param>
    /// <param name="DetailsJson">The form's slots as a JSON object.</param>
    /// <param name="CreatedAt">When it was asked.</param>
    public sealed record WorkItem(Guid Id, PeerKey Peer, string Kind, string Title, string DetailsJson, DateTimeOffset CreatedAt)
        : TurnRecord;

    /// <summary>A call has begun or been seen: inserted once, later ones change nothing.</summary>
    public sealed record CallStarted(
        CallId Call, PeerKey Peer, ChannelId Channel, string DialledNumber, DateTimeOffset StartedAt) : TurnRecord;

    /// <summary>The switch said that the call ended; the first end and cause known are kept until its details arrive.</summary>
    public sealed record CallFinished(CallId Call, DateTimeOffset EndedAt, string? Cause) : TurnRecord;

    /// <summary>
    /// The switch's details of a leg, inserted or completing what <see cref="CallStarted"/> began. A leg that went out for a caller who
    /// withheld the number is that caller's, whatever number it shows.
    /// </summary>
    public sealed record CallDetailed(CallDetails Details) : TurnRecord;

    /// <summary>
    /// A provider's report on a sent message, kept even when the message is not known yet. It raises the message's status
    /// within the lattice of <see cref="DeliveryStatus"/> and never lowers it.
    /// </summary>
    public sealed record StatusReported(ChannelId Channel, ProviderMessageId ProviderId, DeliveryStatus Reported, DateTimeOffset At) : TurnRecord;

    /// <summary>Adds to a counter, with the turn that used it: a turn refused counts nothing.</summary>
    /// <param name="Period">The month, or all time.</param>
    /// <param name="Meter">The counter.</param>
    /// <param name="Amount">What is added; negative takes back.</param>
    public sealed record Usage(BillingPeriod Period, Meter Meter, long Amount) : TurnRecord;

    /// <summary>The tenant's directory row, inserted or updated.</summary>
    public sealed record TenantEntry(string Slug, string Name, TenantStatus State) : TurnRecord;

    /// <summary>Something that must be provable later, with the turn that did it; the fields are those of <c>AuditEntry</c>.</summary>
    public sealed record Audit(
        Guid Id,
        string Action,
        string Actor,
        string Detail,
        DateTimeOffset At,
        string? Address = null,
        string? Before = null,
        string? After = null) : TurnRecord;
}
