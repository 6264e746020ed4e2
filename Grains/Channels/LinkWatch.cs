using System.Text.Json.Serialization;
using Platform.Gateways;

namespace Platform.Channels;

/// <summary>A channel's connection as it is stored.</summary>
internal sealed record ChannelLinkState(ChannelLink? Last)
{
    /// <summary>When the provider is asked next, or <c>null</c> when nobody asks.</summary>
    public DateTimeOffset? NextLook { get; init; }

    /// <summary>How long the wait for that is.</summary>
    public TimeSpan Wait { get; init; }
}

[JsonSerializable(typeof(ChannelLinkState))]
internal sealed partial class ChannelLinkJson : JsonSerializerContext;

/// <summary>What is held to be true of a channel's connection, and when its provider is asked. Pure.</summary>
internal static class LinkWatch
{
    private const string Missing = "missing";
    private const string Unknown = "unknown";

    // Each wait is so many times the one before. What is connected mostly stays so; what is not is about to be, or has been given up.
    private const int GrowthWhenOpen = 4;
    private const int GrowthOtherwise = 2;

    /// <summary>The provider is asked from here on.</summary>
    public static ChannelLinkState Watched(ChannelLinkState state, DateTimeOffset now, ChannelOptions options) =>
        state.NextLook is null ? Soon(state, now, options) : state;

    /// <summary>The provider reported by itself. What is known since a time to come was noted by a clock that was wrong, and gives way.</summary>
    public static ChannelLinkState Reported(ChannelLinkState state, ChannelLink link, DateTimeOffset now, ChannelOptions options) =>
        state.Last is { } last && last.At <= now && SaysNothingNew(last, link) ? state : Soon(state with { Last = link }, now, options);

    /// <summary>The provider was asked. Unlike a report, its answer is not late: it counts whatever was known before.</summary>
    public static ChannelLinkState Looked(ChannelLinkState state, LinkAnswer answer, DateTimeOffset askedAt, ChannelOptions options)
    {
        var known = state.Last ?? new ChannelLink(Unknown, Reason: null, askedAt);
        var found = answer switch
        {
            LinkAnswer.Is(var name) => known.State == name ? known : new ChannelLink(name, Reason: null, askedAt),
            LinkAnswer.NoSuchAccount => known.State == Missing ? known : new ChannelLink(Missing, Reason: null, askedAt),
            LinkAnswer.Unavailable => known,
            _ => throw new InvalidOperationException($"Answer {answer.GetType().Name} is not handled."),
        };
        var next = state with { Last = found with { CheckedAt = askedAt, Problem = (answer as LinkAnswer.Unavailable)?.Reason } };
        return found == known ? Later(next, askedAt, options) : Soon(next, askedAt, options);
    }

    // Reports come in any order, by our time of arrival. One that it connects, after one that it is connected, is late, or is followed by
    // the outcome: an account that is lost is reported as closed.
    private static bool SaysNothingNew(ChannelLink last, ChannelLink link) =>
        last.At > link.At
        || (last.State, last.Reason) == (link.State, link.Reason)
        || (last.IsOpen && link.State == "connecting");

    private static ChannelLinkState Soon(ChannelLinkState state, DateTimeOffset now, ChannelOptions options) =>
        state with { Wait = options.AskAfter, NextLook = now + options.AskAfter };

    private static ChannelLinkState Later(ChannelLinkState state, DateTimeOffset now, ChannelOptions options)
    {
        var grown = state.Wait * (state.Last is { IsOpen: true } ? GrowthWhenOpen : GrowthOtherwise);
        var wait = grown < options.AskAtLeastEvery ? grown : options.AskAtLeastEvery;
        return state with { Wait = wait, NextLook = now + wait };
    }
}
