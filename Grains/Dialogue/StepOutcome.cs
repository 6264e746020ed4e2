using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>What a step answers when it is reached: one of a closed set. The engine alone acts on it.</summary>
internal abstract record StepOutcome
{
    private StepOutcome() { }

    /// <summary>Say this and go on.</summary>
    public sealed record Say(string Text) : StepOutcome;

    /// <summary>Ask for a slot and wait.</summary>
    public sealed record Ask(string Slot, SlotKind Kind, string Text, ImmutableArray<Choice> Choices) : StepOutcome;

    /// <summary>Offer choices and wait; unlisted ones are understood but not shown.</summary>
    public sealed record Choose(string Text, ImmutableArray<Choice> Choices, bool Listed, bool OffersPerson) : StepOutcome;

    /// <summary>Call a function and wait for its result.</summary>
    public sealed record Call(FunctionCall Function) : StepOutcome;

    /// <summary>Go on elsewhere.</summary>
    public sealed record Branch(Target Where) : StepOutcome;

    /// <summary>Give the conversation to a person.</summary>
    public sealed record HandOver(string? Text, Dialogue.HandOver To) : StepOutcome;

    /// <summary>The dialogue is over.</summary>
    public sealed record End(string? Text) : StepOutcome;
}
