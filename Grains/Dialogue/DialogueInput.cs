namespace Platform.Dialogue;

/// <summary>What reached the bot: one of a closed set, the same for every medium.</summary>
public abstract record DialogueInput
{
    private DialogueInput() { }

    /// <summary>Written by the customer, or spoken and transcribed.</summary>
    public sealed record Text(string Value) : DialogueInput;

    /// <summary>A button or list row chosen, by the id that the prompt gave it; what it says counts where the id is nobody's.</summary>
    public sealed record Choice(string ChoiceId, string Title = "") : DialogueInput;

    /// <summary>Keys pressed on a telephone: digits, <c>*</c> and <c>#</c>.</summary>
    public sealed record Digit(string Digits) : DialogueInput;

    /// <summary>Nobody said or pressed anything in time.</summary>
    public sealed record Silence : DialogueInput;

    /// <summary>A wrong key or none: the telephone cannot always tell which.</summary>
    public sealed record Invalid : DialogueInput;

    /// <summary>A call was answered, or a chat was opened without text.</summary>
    public sealed record Started : DialogueInput;

    /// <summary>The answer to the <see cref="FunctionCall"/> or <see cref="HandOver"/> of an earlier turn.</summary>
    public sealed record FunctionReturned(string Name, FunctionOutcome Outcome) : DialogueInput;

    /// <summary>Something that is not text. Its caption, if any, is read as text.</summary>
    public sealed record Attachment(AttachmentKind Kind, string? Caption) : DialogueInput;
}

/// <summary>What a customer attached.</summary>
public enum AttachmentKind
{
    Unknown,
    Image,
    Audio,
    Video,
    Document,
    Location,
    Contact,
    Sticker,
}
