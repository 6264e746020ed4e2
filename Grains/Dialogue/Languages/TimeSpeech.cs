namespace Platform.Dialogue;

/// <summary>Times of day as words, without the article that stands before them.</summary>
internal static class TimeSpeech
{
    /// <summary>"Dez e meia", "quatorze horas", "meio-dia".</summary>
    public static string Portuguese(TimeOnly time) => (time.Hour, time.Minute) switch
    {
        (0, 0) => "meia-noite",
        (12, 0) => "meio-dia",
        (12, 30) => "meio-dia e meia",
        (0, 30) => "meia-noite e meia",
        (1 or 0, 0) => $"{NumberSpeech.Portuguese(time.Hour, true)} hora",
        (var hour, 0) => $"{NumberSpeech.Portuguese(hour, true)} horas",
        (var hour, 30) => $"{NumberSpeech.Portuguese(hour, true)} e meia",
        var (hour, minute) => $"{NumberSpeech.Portuguese(hour, true)} e {NumberSpeech.Portuguese(minute, false)}",
    };

    /// <summary>"Ten thirty a.m.", "two p.m.", "noon".</summary>
    public static string English(TimeOnly time)
    {
        if (time is { Hour: 0 or 12, Minute: 0 }) { return time.Hour == 0 ? "midnight" : "noon"; }
        var hour = NumberSpeech.English(time.Hour % 12 == 0 ? 12 : time.Hour % 12, false);
        var minute = time.Minute == 0 ? "" : $"{(time.Minute < 10 ? " oh " : " ")}{NumberSpeech.English(time.Minute, false)}";
        return $"{hour}{minute} {(time.Hour < 12 ? "a.m." : "p.m.")}";
    }

    /// <summary>"Diez y media de la mañana", "dos de la tarde", "mediodía".</summary>
    public static string Spanish(TimeOnly time)
    {
        if (time is { Hour: 0 or 12, Minute: 0 }) { return time.Hour == 0 ? "doce de la noche" : "doce del mediodía"; }
        var hour = NumberSpeech.Spanish(time.Hour % 12 == 0 ? 12 : time.Hour % 12, true);
        var minute = time.Minute switch
        {
            0 => "",
            15 => " y cuarto",
            30 => " y media",
            _ => $" y {NumberSpeech.Spanish(time.Minute, false)}",
        };
        return $"{hour}{minute} {time.Hour switch { 0 => "de la noche", < 12 => "de la mañana", < 20 => "de la tarde", _ => "de la noche" }}";
    }
}
