using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Platform.Dialogue;

/// <summary>A bot and the version of it. A session keeps to the one it began with.</summary>
public sealed record BotReference(string BotId, int Version);

/// <summary>
/// Where a conversation with the bot stands. Small and bounded whatever the customer sends, and readable by
/// System.Text.Json. It stands on a step that waits for an answer.
/// </summary>
/// <param name="Bot">The definition it began with; it never continues under another.</param>
/// <param name="Locale">The language spoken.</param>
/// <param name="Flow">The flow it stands in.</param>
/// <param name="Step">The step of that flow.</param>
public sealed record DialogueSession(BotReference Bot, string Locale, string Flow, string Step)
{
    /// <summary>Slots kept at most; more than any form that a customer would finish.</summary>
    public const int SlotsMax = 16;

    /// <summary>Characters kept of one slot: a few sentences, enough for a reason or a description.</summary>
    public const int SlotLengthMax = 300;

    /// <summary>Choices offered at a time: as many as a telephone has keys besides 0.</summary>
    public const int OfferedMax = 9;

    /// <summary>What was answered so far, by slot name, in the stored form of its kind.</summary>
    public ImmutableSortedDictionary<string, string> Slots
    {
        get;
        init => field = value.WithComparers(StringComparer.Ordinal, StringComparer.Ordinal);
    } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal, StringComparer.Ordinal);

    /// <summary>The choices last offered, so that "the second" means what the customer was shown.</summary>
    public ImmutableArray<OfferedChoice> Offered { get; init; } = [];

    /// <summary>Answers in a row that were not understood.</summary>
    public int Attempts { get; init; }

    /// <summary>The step to go back to after an interruption, as <c>flow/step</c>.</summary>
    public string? Resume { get; init; }

    /// <summary>Whether a session last used at <paramref name="lastActivity"/> is too old to go on: the next input begins anew.</summary>
    public static bool IsExpired(DateTimeOffset lastActivity, DateTimeOffset now, TimeSpan max) => now - lastActivity > max;

    /// <summary>The same with <paramref name="name"/> answered; a value too long is cut, a slot too many is not kept.</summary>
    public DialogueSession WithSlot(string name, string value)
    {
        if (Slots.Count >= SlotsMax && !Slots.ContainsKey(name)) { return this; }
        return this with { Slots = Slots.SetItem(name, TextForms.Cut(value, SlotLengthMax)) };
    }

    /// <inheritdoc />
    public bool Equals(DialogueSession? other) =>
        other is not null
        && (Bot, Locale, Flow, Step, Attempts, Resume) == (other.Bot, other.Locale, other.Flow, other.Step, other.Attempts, other.Resume)
        && Slots.SequenceEqual(other.Slots)
        && Offered.SequenceEqual(other.Offered);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Bot, Flow, Step, Attempts, Slots.Count, Offered.Length);
}

/// <summary>A choice as the session remembers it.</summary>
[method: JsonConstructor]
public readonly record struct OfferedChoice(string Id, string Title);
