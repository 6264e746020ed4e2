using Platform.Tenancy;

namespace Platform.Calls;

/// <summary>One leg of a telephone call (key: tenant id, <see cref="CallId"/> text): keeps its record.</summary>
[Alias("call")]
public interface ICallGrain : IGrainWithGuidCompoundKey, ITenantScoped
{
    /// <summary>Stores the switch's detail record; the same record again changes nothing.</summary>
    [Alias("record-details")]
    Task RecordDetails(CallDetails details, CancellationToken cancellationToken);
}

/// <summary>A switch's call detail record (CDR) of one leg.</summary>
/// <param name="Call">The leg's id.</param>
/// <param name="Caller">The caller's canonical number or the call itself when withheld.</param>
/// <param name="Channel">The telephone channel.</param>
/// <param name="DialledNumber">What was dialled.</param>
/// <param name="Direction"><c>inbound</c> or <c>outbound</c>, as the switch sees the leg.</param>
/// <param name="StartedAt">When the leg was created.</param>
/// <param name="AnsweredAt">When it was answered, or <c>null</c> if never.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Duration">From start to end.</param>
/// <param name="Billable">From answer to end.</param>
/// <param name="Cause">Hang-up cause such as <c>NORMAL_CLEARING</c>.</param>
/// <param name="OtherLeg">The leg it was bridged with, or <c>null</c>.</param>
[GenerateSerializer, Immutable, Alias("call-details")]
public sealed record CallDetails(
    CallId Call,
    Platform.Identity.PeerKey Caller,
    Platform.Channels.ChannelId Channel,
    string DialledNumber,
    CallDirection Direction,
    DateTimeOffset StartedAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset EndedAt,
    TimeSpan Duration,
    TimeSpan Billable,
    string Cause,
    CallId? OtherLeg);

/// <summary>Direction of a leg as the switch sees it.</summary>
[GenerateSerializer, Alias("call-direction")]
public enum CallDirection
{
    Inbound,
    Outbound,
}
