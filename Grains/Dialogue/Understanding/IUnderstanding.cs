using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>Finds what a text means, given what could be meant. Pure: the same text and scope give the same meaning.</summary>
public interface IUnderstanding
{
    /// <summary>What the text may mean; several readings at once, of which the step decides.</summary>
    Meaning Understand(string text, UnderstandingScope scope);
}

/// <summary>What could be meant.</summary>
/// <param name="Bot">The bot with its intents.</param>
/// <param name="Flow">The flow that the question belongs to.</param>
/// <param name="Locale">The language spoken; others are tried when nothing fits in it.</param>
/// <param name="Choices">What is offered, in order.</param>
/// <param name="Faq">Questions that can be answered; looked for when they are enumerated.</param>
public sealed record UnderstandingScope(
    BotDefinition Bot, string Flow, string Locale, ImmutableArray<Choice> Choices, IEnumerable<Question> Faq)
{
    internal static UnderstandingScope Of(StepScope scope, ImmutableArray<Choice> choices) =>
        new(scope.Bot, scope.Session.Flow, scope.Locale, choices, scope.Faq);
}

/// <summary>A common question that can be answered at this moment.</summary>
/// <param name="Wordings">How it is asked.</param>
/// <param name="Answer">Makes the answer: of many questions compared, one is answered at most.</param>
public sealed record Question(ImmutableArray<string> Wordings, Func<string> Answer);

/// <summary>The readings of a text.</summary>
/// <param name="ChoiceId">The choice it picks, or <c>null</c>.</param>
/// <param name="Intent">The intent it shows, or <c>null</c>.</param>
/// <param name="Answer">The common question it asks, or <c>null</c>.</param>
public sealed record Meaning(string? ChoiceId, IntentMatch? Intent, AnswerMatch? Answer)
{
    /// <summary>It could not be understood.</summary>
    public static Meaning None { get; } = new(null, null, null);
}

/// <summary>An intent found.</summary>
/// <param name="Intent">The intent.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Exact">The whole message says this and nothing else.</param>
/// <param name="Locale">The language it was said in.</param>
public sealed record IntentMatch(BotIntent Intent, double Score, bool Exact, string Locale);

/// <summary>A common question found.</summary>
/// <param name="Text">The answer.</param>
/// <param name="Score">0 to 1.</param>
public sealed record AnswerMatch(string Text, double Score);
