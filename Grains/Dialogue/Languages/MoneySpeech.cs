namespace Platform.Dialogue;

/// <summary>Amounts as words. The currency is the sign it was written with: <c>R$</c>, <c>US$</c>, <c>$</c>, <c>€</c>.</summary>
internal static class MoneySpeech
{
    /// <summary>"Mil e quinhentos reais e dez centavos".</summary>
    public static string Portuguese(string currency, long units, int cents)
    {
        var (one, many) = currency switch { "R$" => ("real", "reais"), "€" => ("euro", "euros"), _ => ("dólar", "dólares") };
        return Amount(units, cents, number => NumberSpeech.Portuguese(number, false), one, many, "centavo", "centavos", " e ", " de ");
    }

    /// <summary>"One thousand five hundred reais and ten centavos".</summary>
    public static string English(string currency, long units, int cents)
    {
        var (one, many) = currency switch { "R$" => ("real", "reais"), "€" => ("euro", "euros"), _ => ("dollar", "dollars") };
        var (cent, centsName) = currency == "R$" ? ("centavo", "centavos") : ("cent", "cents");
        return Amount(units, cents, number => NumberSpeech.English(number, false), one, many, cent, centsName, " and ", " ");
    }

    /// <summary>"Mil quinientos reales con diez centavos".</summary>
    public static string Spanish(string currency, long units, int cents)
    {
        var (one, many) = currency switch
        {
            "R$" => ("real", "reales"),
            "€" => ("euro", "euros"),
            "US$" => ("dólar", "dólares"),
            _ => ("peso", "pesos"),
        };
        return Amount(units, cents, Words, one, many, "centavo", "centavos", " con ", " de ");

        static string Words(long number) => Shortened(NumberSpeech.Spanish(number, false));
    }

    private static string Amount(
        long units, int cents, Func<long, string> words, string one, string many, string cent, string centsName,
        string and, string ofWholeMillions)
    {
        var joint = units >= 1_000_000 && units % 1_000_000 == 0 ? ofWholeMillions : " ";
        var whole = $"{words(units)}{joint}{(units == 1 ? one : many)}";
        var rest = $"{words(cents)} {(cents == 1 ? cent : centsName)}";
        return (units, cents) switch { (_, 0) => whole, (0, _) => rest, _ => $"{whole}{and}{rest}" };
    }

    private static string Shortened(string words) => words.EndsWith("uno", StringComparison.Ordinal) ? words[..^1] : words;
}
