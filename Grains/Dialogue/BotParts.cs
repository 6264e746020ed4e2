using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Platform.Dialogue;

/// <summary>Something that a customer may want.</summary>
/// <param name="Name">Its name.</param>
/// <param name="GoTo">Where it leads.</param>
/// <param name="Interrupts">It is answered in between: an unfinished form goes on afterwards.</param>
/// <param name="Yields">It counts only when nothing else was meant, such as a greeting before a request.</param>
/// <param name="Command">It is obeyed even where any text would be an answer.</param>
/// <param name="Wordings">How it is said, by locale.</param>
public sealed record BotIntent(
    string Name,
    Target GoTo,
    bool Interrupts,
    bool Yields,
    bool Command,
    ImmutableSortedDictionary<string, IntentWordings> Wordings);

/// <summary>How an intent is said in one language.</summary>
/// <param name="Keywords">Words or phrases that show it wherever they stand in a message.</param>
/// <param name="Patterns">Regular expressions over the folded text; never backtracking, so that no text can be slow.</param>
/// <param name="Examples">Whole messages; similar ones are understood, and tests hold the bot to them.</param>
public sealed record IntentWordings(ImmutableArray<Phrase> Keywords, ImmutableArray<Regex> Patterns, ImmutableArray<Phrase> Examples)
{
    /// <summary>Nothing.</summary>
    public static IntentWordings None { get; } = new([], [], []);
}

/// <summary>A phrase with its words as they are compared.</summary>
public sealed record Phrase(string Text, ImmutableArray<string> Words)
{
    /// <summary>The first letters of its words: most phrases have one that a message has not.</summary>
    internal FirstLetters Letters { get; } = FirstLetters.Of(Words);

    /// <summary>Splits a text into its words.</summary>
    public static Phrase Of(string text) => new(text, [.. TextForms.Words(text)]);
}

/// <summary>A sequence of steps. Where it runs out, the interrupted step goes on, or the flow <c>more</c>.</summary>
public sealed record BotFlow(string Name, ImmutableArray<BotStep> Steps);

/// <summary>An entry of the menu: an intent, titled by the text <c>menu.(intent)</c>.</summary>
public sealed record BotMenuEntry(string Intent, Condition? When)
{
    /// <summary>Key of its title.</summary>
    public string Title { get; } = $"menu.{Intent}";
}

/// <summary>An answer of the bot's own, in every language.</summary>
/// <param name="Questions">Wordings, by locale.</param>
/// <param name="Answer">Key of the text that answers.</param>
/// <param name="When">When it can be given, or <c>null</c> for always.</param>
public sealed record BotFaq(ImmutableSortedDictionary<string, ImmutableArray<string>> Questions, string Answer, Condition? When);

/// <summary>When the bot gives up.</summary>
/// <param name="AttemptsMax">Gentle repeats before a person is offered.</param>
/// <param name="Target">Where hand-overs go, or <c>null</c> for the tenant's default.</param>
public sealed record HandOverRules(int AttemptsMax, string? Target);

/// <summary>How a language model is to be used. Kept for the adapter that has one; the engine does not read it.</summary>
/// <param name="Prompt">Key of the text with its instructions.</param>
/// <param name="Temperature">0 to 2.</param>
/// <param name="AnswerTokensMax">Longest answer, in tokens.</param>
public sealed record ModelSettings(string Prompt, double Temperature, int AnswerTokensMax);

/// <summary>A slot as the flows of a bot ask for it.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Choices">For <see cref="SlotKind.Choice"/>: what it may hold.</param>
public sealed record BotSlot(SlotKind Kind, ImmutableArray<BotChoice> Choices);
