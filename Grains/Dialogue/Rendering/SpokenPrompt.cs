using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>What a caller hears, and how the answer may come.</summary>
/// <param name="Text">Plain words for a speech engine; at most <see cref="TelephoneRenderer.SpeechMax"/> characters; may be empty.</param>
/// <param name="Locale">Their language.</param>
/// <param name="Keys">Single keys that answer.</param>
/// <param name="Expects">The kind of answer.</param>
/// <param name="DigitsMax">Longest typed answer; 1 where keys choose, 0 where nothing is asked.</param>
/// <param name="AcceptsSpeech">Whether spoken words are an answer too.</param>
public sealed record SpokenPrompt(
    string Text, string Locale, ImmutableArray<KeyChoice> Keys, SpokenAnswer Expects, int DigitsMax, bool AcceptsSpeech);

/// <summary>A key and what it picks: the n-th choice is key n, a person is key 0.</summary>
public sealed record KeyChoice(char Key, string ChoiceId);

/// <summary>Kinds of answers by telephone.</summary>
public enum SpokenAnswer
{
    /// <summary>Nothing is asked.</summary>
    None,

    /// <summary>One of the keys, or its title spoken.</summary>
    OneOf,

    /// <summary>Digits, ended by <c>#</c>, or spoken.</summary>
    Digits,

    /// <summary>Spoken words.</summary>
    FreeSpeech,
}
