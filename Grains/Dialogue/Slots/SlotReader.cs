using System.Globalization;

namespace Platform.Dialogue;

/// <summary>Reads the answer to a question into the stored form of its slot. Pure, and safe for any text.</summary>
public static class SlotReader
{
    private static readonly Pattern _email = new(@"[a-z0-9][a-z0-9._%+-]{0,63}@([a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}\b");
    private static readonly Pattern _plate = new(@"\b(?<p>[a-z]{3}[ -]?\d[a-z0-9]\d{2})\b");
    private static readonly Pattern _limit = new(@"\b(ate|up to|under|hasta|no maximo|r\$)\s?(uns\s|os\s|r\$\s?)?[0-9].*");
    private static readonly Pattern _phone = new(@"(\+?\d[\d ().-]{6,22}\d)");

    /// <summary>The answer in its stored form, or <c>null</c> when the text is no answer to a question of this kind.</summary>
    public static string? Read(SlotKind kind, string text, DateTime now, string locale)
    {
        var language = Language.Of(locale);
        return kind switch
        {
            SlotKind.Choice => null,
            SlotKind.Text => FreeText(text),
            SlotKind.Date => Date(text, now, language, asked: true),
            SlotKind.Time => TimeReader.Read(TextForms.Fold(text), language, asked: true),
            SlotKind.Number => NumberReader.Read(TextForms.Fold(text), language)?.ToString(CultureInfo.InvariantCulture),
            SlotKind.Money => Money(TextForms.Fold(text), language),
            SlotKind.PersonName => NameReader.Read(text, language),
            SlotKind.Cpf => Cpf.TryParse(text, out var cpf) ? cpf.Digits : null,
            SlotKind.Plate => Plate(text),
            SlotKind.YesNo => YesNo.Read(text, language) is { } yes ? yes ? "yes" : "no" : null,
            SlotKind.Phone => Phone(text),
            SlotKind.Email => Email(text),
            _ => throw new InvalidOperationException($"Slot kind {kind} is not handled."),
        };
    }

    /// <summary>The same for a text that was no answer to such a question: only what is plainly of this kind counts.</summary>
    public static string? Mentioned(SlotKind kind, string text, DateTime now, string locale) => kind switch
    {
        SlotKind.Date => Date(text, now, Language.Of(locale), asked: false),
        SlotKind.Time => TimeReader.Read(TextForms.Fold(text), Language.Of(locale), asked: false),
        SlotKind.Money when _limit.IsMatch(TextForms.Fold(text)) => Money(TextForms.Fold(text), Language.Of(locale)),
        _ => null,
    };

    // "Corsa 2012 até 30 mil": the limit is the amount, whatever other numbers there are.
    private static string? Money(string folded, Language language)
    {
        var limit = _limit.Match(folded);
        return MoneyReader.Read(limit.Success ? limit.Value : folded, language)?.ToString("0.00", CultureInfo.InvariantCulture);
    }

    private static string? FreeText(string text)
    {
        var clean = TextForms.Clean(text);
        return clean.Any(char.IsLetterOrDigit) ? TextForms.Cut(clean, DialogueSession.SlotLengthMax) : null;
    }

    private static string? Date(string text, DateTime now, Language language, bool asked) =>
        DateReader.Read(TextForms.Fold(text), DateOnly.FromDateTime(now), language, asked) is { } day ? Stored.Text(day) : null;

    // Old plates end in four digits; Mercosul's have a letter in place of the second.
    private static string? Plate(string text) =>
        _plate.Match(TextForms.Fold(text)) is { Success: true } match
            ? new string([.. match.Groups["p"].Value.Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant()
            : null;

    private static string? Phone(string text)
    {
        if (_phone.Match(TextForms.Fold(text)) is not { Success: true } match) { return null; }
        var digits = new string([.. match.Value.Where(char.IsAsciiDigit)]);
        return digits.Length is >= 8 and <= 15 ? digits : null;
    }

    private static string? Email(string text) => _email.Match(TextForms.Fold(text)) is { Success: true } match ? match.Value : null;
}
