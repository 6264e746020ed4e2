using System.Collections.Immutable;

namespace Platform.Calls;

/// <summary>What the switch must do next in a call.</summary>
/// <param name="Speech">What is said first, plain text without markup; at most <see cref="SpeechMax"/> characters; may be empty.</param>
/// <param name="Locale">Language of the speech.</param>
/// <param name="Then">What follows the speech.</param>
[GenerateSerializer, Immutable, Alias("call-reply")]
public sealed record CallReply(string Speech, string Locale, CallAction Then)
{
    /// <summary>Longest speech in one document: about two minutes of talk.</summary>
    public const int SpeechMax = 2_000;
}

/// <summary>What follows the speech. A closed set.</summary>
[GenerateSerializer, Immutable, Alias("call-action")]
public abstract record CallAction
{
    private CallAction() { }

    /// <summary>Listens; keys interrupt the speech.</summary>
    /// <param name="Keys">Single keys that are answers, such as <c>1</c>, <c>2</c>, <c>0</c>; empty when any number may be typed.</param>
    /// <param name="DigitsMax">Longest typed number, ended by <c>#</c>; 1 for single keys.</param>
    /// <param name="AcceptSpeech">Whether spoken words are an answer too, where the switch recognises speech.</param>
    [GenerateSerializer, Immutable, Alias("call-action-listen")]
    public sealed record Listen(ImmutableArray<string> Keys, int DigitsMax, bool AcceptSpeech) : CallAction;

    /// <summary>Transfers the caller to a person; the call leaves the platform.</summary>
    /// <param name="Target">Extension or number.</param>
    [GenerateSerializer, Immutable, Alias("call-action-transfer")]
    public sealed record Transfer(string Target) : CallAction;

    /// <summary>Ends the call politely.</summary>
    [GenerateSerializer, Immutable, Alias("call-action-hang-up")]
    public sealed record HangUp : CallAction;
}
