namespace Platform.Calls;

/// <summary>One request of the switch within a call.</summary>
/// <param name="Call">The call's id at the switch (channel UUID).</param>
/// <param name="Medium">Facts of the call, the same with every step.</param>
/// <param name="Input">What the caller did since the last document.</param>
/// <param name="At">When it reached us.</param>
[GenerateSerializer, Immutable, Alias("call-step")]
public sealed record CallStep(CallId Call, CallFacts Medium, CallInput Input, DateTimeOffset At);

/// <summary>Facts of a call.</summary>
/// <param name="Channel">The telephone channel it came in by, such as <c>sip:drmarco.pbx.example</c>.</param>
/// <param name="DialledNumber">What the caller dialled, as the switch gives it; bounded.</param>
/// <param name="CallerName">The name that the network shows, untrusted and bounded, or <c>null</c>.</param>
[GenerateSerializer, Immutable, Alias("call-facts")]
public sealed record CallFacts(Platform.Channels.ChannelId Channel, string DialledNumber, string? CallerName);

/// <summary>What a caller did.</summary>
/// <param name="Kind">The kind of input.</param>
/// <param name="Value">The digits or the recognised words; empty for the other kinds.</param>
[GenerateSerializer, Immutable, Alias("call-input")]
public sealed record CallInput(CallInputKind Kind, string Value)
{
    /// <summary>Longest input kept: digits and recognised phrases are far shorter.</summary>
    public const int ValueMax = 1_000;
}

/// <summary>Kinds of caller input.</summary>
[GenerateSerializer, Alias("call-input-kind")]
public enum CallInputKind
{
    /// <summary>The prompt was played and nothing was asked, or the call has just begun.</summary>
    None,
    Digits,
    Speech,

    /// <summary>A wrong key, or no key at all: the same on FreeSWITCH's wire.</summary>
    Invalid,
}
