using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>Something to say, independent of the medium: localised, and filled with its values.</summary>
/// <param name="Text">The text; <c>*bold*</c> and emoji are allowed, renderers of speech drop them.</param>
/// <param name="Choices">What the customer may pick, in order; the n-th has number and key n.</param>
/// <param name="Expects">The kind of answer waited for, or <c>null</c> when none is.</param>
/// <param name="Locale">Language of the text.</param>
public sealed record Prompt(string Text, ImmutableArray<Choice> Choices, SlotKind? Expects, string Locale)
{
    /// <summary>Whether to say that a person can be reached: where the menu is offered, and not with every question.</summary>
    public bool OffersPerson { get; init; }

    /// <summary>A statement that expects no answer.</summary>
    public static Prompt Of(string text, string locale) => new(text, [], null, locale);
}

/// <summary>One thing to pick.</summary>
/// <param name="Id">What comes back when it is picked.</param>
/// <param name="Title">What the customer sees or hears.</param>
/// <param name="Synonyms">Other words that pick it.</param>
public sealed record Choice(string Id, string Title, ImmutableArray<string> Synonyms);

/// <summary>Kinds of answers. The stored form of each is what <see cref="SlotReader"/> writes.</summary>
public enum SlotKind
{
    /// <summary>One of the choices offered; stored as its id.</summary>
    Choice,

    /// <summary>Any text, cut to <see cref="DialogueSession.SlotLengthMax"/>.</summary>
    Text,

    /// <summary>A day, today or later; stored as <c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary>A time of day as <c>HH:mm</c>, or <c>morning</c>, <c>afternoon</c>, <c>evening</c>.</summary>
    Time,

    /// <summary>A whole number, zero or more.</summary>
    Number,

    /// <summary>An amount; stored with a dot and two decimals.</summary>
    Money,

    /// <summary>A person's name.</summary>
    PersonName,

    /// <summary>A Brazilian taxpayer number with right check digits; stored as 11 digits.</summary>
    Cpf,

    /// <summary>A Brazilian licence plate, old or Mercosul; stored as 7 characters.</summary>
    Plate,

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    YesNo,

    /// <summary>A telephone number; stored as digits.</summary>
    Phone,

    /// <summary>An e-mail address, in lower case.</summary>
    Email,
}
