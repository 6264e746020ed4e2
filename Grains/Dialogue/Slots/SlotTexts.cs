using System.Globalization;

namespace Platform.Dialogue;

/// <summary>Slots as customers read them, from their stored form.</summary>
internal static class SlotTexts
{
    /// <summary>The value as text; one that is not in its stored form is shown as it is.</summary>
    public static string Show(SlotKind kind, string value, DateOnly? today, string locale)
    {
        var language = Language.Of(locale);
        return kind switch
        {
            SlotKind.Date when Stored.Day(value) is { } day => Day(day, today, language),
            SlotKind.Time when DayPart.ById(value) is { } part => LowerFirst(language.PartTitle(part)),
            SlotKind.Time when Stored.Time(value) is { } time =>
                string.Format(CultureInfo.InvariantCulture, AtTime(locale, time), Time(time, language)),
            SlotKind.Money when decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) =>
                Money(amount, language),
            SlotKind.Cpf when Cpf.TryParse(value, out var cpf) => cpf.ToString(),
            SlotKind.YesNo => Answer(value == "yes", locale),
            _ => value,
        };
    }

    /// <summary>"Amanhã, terça-feira, 25/08": the year only where it is another, or where nobody knows what today is.</summary>
    public static string Day(DateOnly day, DateOnly? today, Language language)
    {
        var weekday = language.Weekdays[(int)day.DayOfWeek];
        var (near, far) = language.Locale == Locales.English ? ("MMMM d", "MMMM d, yyyy") : ("dd'/'MM", "dd'/'MM'/'yyyy");
        var date = day.ToString(day.Year == today?.Year ? near : far, CultureInfo.InvariantCulture);
        var full = string.Format(CultureInfo.InvariantCulture, language.Hours.Day, weekday, date);
        return (day.DayNumber - today?.DayNumber) switch
        {
            0 => $"{language.Hours.Today}, {full}",
            1 => $"{language.Hours.Tomorrow}, {full}",
            _ => full,
        };
    }

    /// <summary>A time of day as it is written.</summary>
    public static string Time(TimeOnly time, Language language) => language.Locale == Locales.English
        ? time.ToString(time.Minute == 0 ? "h tt" : "h':'mm tt", CultureInfo.InvariantCulture).ToLowerInvariant()
        : time.ToString("HH':'mm", CultureInfo.InvariantCulture);

    private static string AtTime(string locale, TimeOnly time) => (locale, time.Hour) switch
    {
        (Locales.English, _) => "at {0}",
        (Locales.Spanish, 1 or 13) => "a la {0}",
        (Locales.Spanish, _) => "a las {0}",
        (_, 1) => "à {0}",
        _ => "às {0}",
    };

    private static string Money(decimal amount, Language language)
    {
        var text = amount.ToString(amount == decimal.Truncate(amount) ? "#,0" : "#,0.00", CultureInfo.InvariantCulture);
        if (language.Numbers.DecimalMark == '.') { return $"R$ {text}"; }
        return $"R$ {text.Replace(',', ' ').Replace('.', ',').Replace(' ', '.')}";
    }

    private static string Answer(bool yes, string locale) => (locale, yes) switch
    {
        (Locales.English, true) => "yes",
        (Locales.Spanish, true) => "sí",
        (_, true) => "sim",
        (Locales.English or Locales.Spanish, false) => "no",
        _ => "não",
    };

    private static string LowerFirst(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
