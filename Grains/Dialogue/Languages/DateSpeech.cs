namespace Platform.Dialogue;

/// <summary>Days as words; the year is 0 when it goes without saying.</summary>
internal static class DateSpeech
{
    /// <summary>"Primeiro de maio", "vinte e quatro de agosto de dois mil e vinte e sete".</summary>
    public static string Portuguese(int day, int month, int year)
    {
        var number = day == 1 ? "primeiro" : NumberSpeech.Portuguese(day, false);
        var named = $"{number} de {Dialogue.Portuguese.Words.Months[month - 1]}";
        return year > 0 ? $"{named} de {NumberSpeech.Portuguese(year, false)}" : named;
    }

    /// <summary>"August twenty-fourth".</summary>
    public static string English(int day, int month, int year) =>
        $"{Dialogue.English.Words.Months[month - 1]} {Ordinal(day)}{(year > 0 ? $", {NumberSpeech.English(year, false)}" : "")}";

    /// <summary>"Veinticuatro de agosto".</summary>
    public static string Spanish(int day, int month, int year)
    {
        var number = day == 1 ? "primero" : NumberSpeech.Spanish(day, false);
        var named = $"{number} de {Dialogue.Spanish.Words.Months[month - 1]}";
        return year > 0 ? $"{named} de {NumberSpeech.Spanish(year, false)}" : named;
    }

    private static string Ordinal(int day) => day switch
    {
        1 => "first",
        2 => "second",
        3 => "third",
        5 => "fifth",
        8 => "eighth",
        9 => "ninth",
        12 => "twelfth",
        20 => "twentieth",
        30 => "thirtieth",
        > 20 => $"{NumberSpeech.English(day / 10 * 10, false)}-{Ordinal(day % 10)}",
        _ => $"{NumberSpeech.English(day, false)}th",
    };
}
