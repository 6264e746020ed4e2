using System.Collections.Immutable;
using Platform.Channels;
using Platform.Identity;
using Platform.Tenancy;

namespace Platform.Calls;

/// <summary>A company's calls (key: tenant id).</summary>
[Alias("call-log")]
public interface ICallLogGrain : IGrainWithGuidKey, ITenantScoped
{
    /// <summary>A page of at most <paramref name="callsMax"/> (100), latest first; <paramref name="before"/> is a page's cursor.</summary>
    [Alias("read")]
    Task<CallPage> Read(CallCursor? before, int callsMax, CancellationToken cancellationToken);
}

/// <summary>One leg of a call, as far as it is known: the switch's reports come in any order.</summary>
/// <param name="Call">The leg's id at the switch.</param>
/// <param name="Peer">The caller.</param>
/// <param name="Channel">The telephone channel.</param>
/// <param name="DialledNumber">What was dialled.</param>
/// <param name="Direction">As the switch sees the leg.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="AnsweredAt">When it was answered.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Duration">From start to end.</param>
/// <param name="Billable">From answer to end.</param>
/// <param name="Cause">Hang-up cause such as <c>NORMAL_CLEARING</c>.</param>
/// <param name="OtherLeg">The leg it was bridged with.</param>
[GenerateSerializer, Immutable, Alias("call-entry")]
public sealed record CallEntry(
    CallId Call,
    PeerKey? Peer,
    ChannelId? Channel,
    string? DialledNumber,
    CallDirection? Direction,
    DateTimeOffset StartedAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? EndedAt,
    TimeSpan? Duration,
    TimeSpan? Billable,
    string? Cause,
    CallId? OtherLeg);

/// <summary>A place in the log: the last call of the page before.</summary>
/// <param name="StartedAt">When it began.</param>
/// <param name="Call">Its id, which orders calls that began at once.</param>
[GenerateSerializer, Immutable, Alias("call-cursor")]
public sealed record CallCursor(DateTimeOffset StartedAt, CallId Call);

/// <summary>A page of calls, latest first.</summary>
/// <param name="Calls">The calls.</param>
/// <param name="Before">Cursor of the next older page, or <c>null</c> at the beginning.</param>
[GenerateSerializer, Immutable, Alias("call-page")]
public sealed record CallPage(ImmutableArray<CallEntry> Calls, CallCursor? Before);
