using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>
/// A bot as data: what it says, understands, asks and may do. Immutable; a change is a new version.
/// The format is documented by <c>Grains/Bots/bot.schema.json</c>.
/// </summary>
public sealed record BotDefinition
{
    /// <summary>Flows that the engine itself goes to; every bot has them.</summary>
    internal static readonly ImmutableArray<string> RequiredFlows =
    [
        FlowNames.Start, FlowNames.Menu, FlowNames.More, FlowNames.Person, FlowNames.OfferPerson,
        FlowNames.TransferFailed, FlowNames.Goodbye,
    ];

    /// <summary>Id and version, as sessions pin them.</summary>
    public required BotReference Reference { get; init; }

    /// <summary>The kind of company it is for, such as <c>clinics</c>.</summary>
    public required string Sector { get; init; }

    /// <summary>The language used where the customer's is not supported, and for what the company's people read.</summary>
    public required string DefaultLocale { get; init; }

    /// <summary>What it says.</summary>
    public required BotTexts Texts { get; init; }

    /// <summary>What it understands, by name.</summary>
    public required ImmutableSortedDictionary<string, BotIntent> Intents { get; init; }

    /// <summary>Its flows, by name.</summary>
    public required ImmutableSortedDictionary<string, BotFlow> Flows { get; init; }

    /// <summary>What the menu offers, in order.</summary>
    public required ImmutableArray<BotMenuEntry> Menu { get; init; }

    /// <summary>Answers it has when the company has none of its own.</summary>
    public required ImmutableArray<BotFaq> Faq { get; init; }

    /// <summary>Functions it may call.</summary>
    public required ImmutableSortedSet<string> Functions { get; init; }

    /// <summary>When it gives up and offers a person.</summary>
    public required HandOverRules HandOver { get; init; }

    /// <summary>How a language model is to be used, where the tenant has one.</summary>
    public required ModelSettings Model { get; init; }

    /// <summary>The slots of all its flows, by name.</summary>
    public required ImmutableSortedDictionary<string, BotSlot> Slots { get; init; }

    /// <summary>Reads a definition; a bad one is refused with every path and reason found.</summary>
    public static BotDefinitionResult Parse(string json) => BotReader.Read(json);

    /// <summary>The step that a session stands on, or <c>null</c> when this definition has none of that name.</summary>
    internal BotStep? Find(string flow, string step) =>
        Flows.TryGetValue(flow, out var found) ? found.Steps.FirstOrDefault(candidate => candidate.Id == step) : null;
}

/// <summary>What reading a definition came to.</summary>
public abstract record BotDefinitionResult
{
    private BotDefinitionResult() { }

    /// <summary>A bot that can be used.</summary>
    public sealed record Valid(BotDefinition Bot) : BotDefinitionResult;

    /// <summary>Why it cannot be used; never empty.</summary>
    public sealed record Invalid(ImmutableArray<BotError> Errors) : BotDefinitionResult;
}

/// <summary>One fault of a definition.</summary>
/// <param name="Path">JSON path, such as <c>$.flows.visit.steps[2].kind</c>.</param>
/// <param name="Reason">What is wrong, as a sentence.</param>
public sealed record BotError(string Path, string Reason);

/// <summary>Names of the flows that the engine goes to by itself.</summary>
internal static class FlowNames
{
    public const string Start = "start";
    public const string Menu = "menu";
    public const string More = "more";
    public const string Person = "person";
    public const string OfferPerson = "offerPerson";
    public const string TransferFailed = "transferFailed";
    public const string Goodbye = "goodbye";
}
