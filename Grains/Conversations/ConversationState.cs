using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Platform.Calls;
using Platform.Dialogue;
using Platform.Identity;

namespace Platform.Conversations;

/// <summary>
/// What a conversation remembers from turn to turn. Small and bounded however long the conversation: what was said is in the records.
/// </summary>
/// <remarks>
/// What is set to what it equals stays the object that it was: of every conversation that spoke since the last garbage collection, the next
/// one carries over all that is new, while everybody waits.
/// </remarks>
internal sealed record ConversationState
{
    public static ConversationState Empty { get; } = new();

    /// <summary>Who answers, and how often that changed.</summary>
    public Ownership Ownership { get; init; }

    /// <summary>Position of the last message put into the outbox.</summary>
    public long Sequence { get; init; }

    /// <summary>The name the customer last showed.</summary>
    public string? ContactName { get; init => field = value == field ? field : value; }

    /// <summary>Where the customer last wrote from.</summary>
    public ReplyAddress? ReplyTo { get; init => field = value == field ? field : value; }

    /// <summary>What waits for the bot's answer, or <c>null</c>.</summary>
    public Unanswered? Unanswered { get; init; }

    /// <summary>The dialogue on WhatsApp, or <c>null</c> before it begins and after it ended.</summary>
    public DialogueSession? Chat { get; init => field = value == field ? field : value; }

    /// <summary>When the dialogue on WhatsApp was last used.</summary>
    public DateTimeOffset ChatUsedAt { get; init; }

    /// <summary>When the last line was said, by whomever.</summary>
    public DateTimeOffset LastLineAt { get; init; }

    /// <summary>When the person was erased who begins anew here, or <c>null</c>: what was said before is not taken in again.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Whether this conversation is served whatever limit of the plan is reached; see <see cref="Admission"/>.</summary>
    public bool Admitted { get; init; }

    /// <summary>The company's day on which the customer was last told that nobody can answer, or <c>null</c>.</summary>
    public DateOnly? TurnedAwayOn { get; init; }

    /// <summary>Calls in progress, the longest unused first; at most <see cref="CallsMax"/>.</summary>
    public ImmutableArray<CallState> Calls { get; init; } = [];

    /// <summary>When a person who has the conversation gives it back to the bot unasked, or <c>null</c>.</summary>
    public DateTimeOffset? HandBackDue { get; init; }

    /// <summary>The conversation that this one was merged into, or <c>null</c>.</summary>
    public PeerKey? MovedTo { get; init; }

    /// <summary>Identities whose conversations were merged into this one; at most <see cref="AdoptedMax"/>.</summary>
    public ImmutableArray<PeerKey> Adopted { get; init; } = [];

    /// <summary>One telephone number rarely has two calls at once; a switchboard's has as many as it has lines.</summary>
    public const int CallsMax = 32;

    /// <summary>A call that was not heard of for so long makes room: its end was lost. A prompt and the wait for an answer take a minute.</summary>
    public static readonly TimeSpan CallUnusedMax = TimeSpan.FromMinutes(15);

    /// <summary>A person has a linked id and perhaps a user name; more are a sign of a mistake and the oldest are forgotten.</summary>
    public const int AdoptedMax = 8;

    /// <summary>What is answered here. A conversation that moved keeps what it gave, and answers nothing.</summary>
    [JsonIgnore] public Unanswered? Owed => MovedTo is null ? Unanswered : null;

    /// <summary>Whether the bot may answer.</summary>
    [JsonIgnore] public bool BotAnswers => Ownership.Owner == Owner.Bot;

    /// <summary>Whether one call more would take another's place.</summary>
    public bool HasNoRoomForCall(DateTimeOffset now) => Calls.Length >= CallsMax && now - Calls[0].UsedAt < CallUnusedMax;

    /// <summary>The same with another owner: one epoch on.</summary>
    public ConversationState OwnedBy(Owner owner) => this with { Ownership = new Ownership(owner, Ownership.Epoch + 1) };
}

/// <summary>A burst of messages that is answered as one.</summary>
/// <param name="Text">Their texts, one a line.</param>
/// <param name="ChoiceId">The choice made last, if the last message was one.</param>
/// <param name="Attachment">What was attached last, if anything.</param>
/// <param name="Since">When the first of them arrived.</param>
/// <param name="Due">When they are answered.</param>
internal sealed record Unanswered(string Text, string? ChoiceId, AttachmentKind? Attachment, DateTimeOffset Since, DateTimeOffset Due)
{
    /// <summary>Longest burst kept; the dialogue reads no more of it.</summary>
    public const int TextMax = 8_192;

    /// <summary>The burst as the dialogue takes it.</summary>
    public DialogueInput ToInput() => this switch
    {
        { ChoiceId: { } choice } => new DialogueInput.Choice(choice, Text),
        { Attachment: { } kind } => new DialogueInput.Attachment(kind, Text.Length > 0 ? Text : null),
        { Text: "" } => new DialogueInput.Started(),
        _ => new DialogueInput.Text(Text),
    };
}

/// <summary>A call in progress.</summary>
/// <param name="Call">The call's id at the switch.</param>
/// <param name="Session">Where its dialogue stands.</param>
/// <param name="Steps">Documents answered so far.</param>
/// <param name="UsedAt">When the last of them was.</param>
internal sealed record CallState(CallId Call, DialogueSession? Session, int Steps, DateTimeOffset UsedAt);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ConversationState))]
internal sealed partial class ConversationJson : JsonSerializerContext;
