namespace Platform.Dialogue;

/// <summary>Numbers as words, from 0 to <see cref="Max"/>; others stay digits.</summary>
internal static class NumberSpeech
{
    public const long Max = 999_999_999;

    private static readonly string[] _ptUnits =
        ("zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito "
        + "dezenove").Split(' ');

    private static readonly string[] _ptTens = "- - vinte trinta quarenta cinquenta sessenta setenta oitenta noventa".Split(' ');

    private static readonly string[] _ptHundreds =
        "- cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos".Split(' ');

    private static readonly string[] _enUnits =
        ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        + "eighteen nineteen").Split(' ');

    private static readonly string[] _enTens = "- - twenty thirty forty fifty sixty seventy eighty ninety".Split(' ');

    private static readonly string[] _esUnits =
        ("cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
        + "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
        + "veintiocho veintinueve").Split(' ');

    private static readonly string[] _esTens = "- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa".Split(' ');

    private static readonly string[] _esHundreds =
        "- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos".Split(' ');

    public static string Portuguese(long number, bool feminine) => number switch
    {
        < 0 or > Max => Digits(number),
        >= 1_000_000 => Group(number, 1_000_000, Millions, feminine),
        >= 1_000 => Group(number, 1_000, thousands => thousands == 1 ? "mil" : $"{Portuguese(thousands, feminine)} mil", feminine),
        100 => "cem",
        > 100 => Join(Feminine(_ptHundreds[number / 100], feminine), number % 100, " e ", rest => Portuguese(rest, feminine)),
        >= 20 => Join(_ptTens[number / 10], number % 10, " e ", rest => Portuguese(rest, feminine)),
        1 when feminine => "uma",
        2 when feminine => "duas",
        _ => _ptUnits[number],
    };

    public static string English(long number, bool feminine) => number switch
    {
        < 0 or > Max => Digits(number),
        >= 1_000_000 => Join($"{English(number / 1_000_000, false)} million", number % 1_000_000, " ", rest => English(rest, false)),
        >= 1_000 => Join($"{English(number / 1_000, false)} thousand", number % 1_000, " ", rest => English(rest, false)),
        >= 100 => Join($"{English(number / 100, false)} hundred", number % 100, " and ", rest => English(rest, false)),
        >= 20 => Join(_enTens[number / 10], number % 10, "-", rest => English(rest, false)),
        _ => _enUnits[number],
    };

    public static string Spanish(long number, bool feminine) => number switch
    {
        < 0 or > Max => Digits(number),
        >= 1_000_000 => Join(Millones(number / 1_000_000), number % 1_000_000, " ", rest => Spanish(rest, feminine)),
        >= 1_000 => Join(Miles(number / 1_000, feminine), number % 1_000, " ", rest => Spanish(rest, feminine)),
        100 => "cien",
        > 100 => Join(Feminine(_esHundreds[number / 100], feminine), number % 100, " ", rest => Spanish(rest, feminine)),
        >= 30 => Join(_esTens[number / 10], number % 10, " y ", rest => Spanish(rest, feminine)),
        1 or 21 when feminine => _esUnits[number][..^1] + "a",
        _ => _esUnits[number],
    };

    // "Um milhão duzentos mil e dez": the last group takes "e" when it is below a hundred or whole hundreds.
    private static string Group(long number, long scale, Func<long, string> head, bool feminine)
    {
        var rest = number % scale;
        if (rest == 0) { return head(number / scale); }
        var joined = rest < 100 || (rest < 1_000 && rest % 100 == 0) ? " e " : " ";
        return $"{head(number / scale)}{joined}{Portuguese(rest, feminine)}";
    }

    private static string Millions(long millions) => millions == 1 ? "um milhão" : $"{Portuguese(millions, false)} milhões";

    private static string Millones(long millions) => millions == 1 ? "un millón" : $"{Shortened(Spanish(millions, false))} millones";

    private static string Miles(long thousands, bool feminine)
    {
        if (thousands == 1) { return "mil"; }
        return $"{(feminine ? Spanish(thousands, true) : Shortened(Spanish(thousands, false)))} mil";
    }

    private static string Join(string head, long rest, string joint, Func<long, string> tail) =>
        rest == 0 ? head : $"{head}{joint}{tail(rest)}";

    private static string Feminine(string hundreds, bool feminine) =>
        feminine && hundreds.EndsWith("os", StringComparison.Ordinal) ? hundreds[..^2] + "as" : hundreds;

    // "Veintiún mil", "un millones": "uno" loses its end before a noun.
    private static string Shortened(string words) => words switch
    {
        _ when words.EndsWith("veintiuno", StringComparison.Ordinal) => words[..^"uno".Length] + "ún",
        _ when words.EndsWith("uno", StringComparison.Ordinal) => words[..^1],
        _ => words,
    };

    private static string Digits(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
