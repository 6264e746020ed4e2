using System.Globalization;

namespace Platform.Dialogue;

/// <summary>Reads an amount: "até 30 mil", "R$ 1.500,00", "1,5 milhão", "trinta mil reais".</summary>
internal static class MoneyReader
{
    /// <summary>Amounts above this are no price of anything sold here.</summary>
    public const decimal Max = 999_999_999_999m;

    private static readonly Pattern _amount = new(@"(?<n>\d[\d.,]*\d|\d)\s?(?<scale>[a-z]+)?");

    /// <summary>The amount; <c>null</c> where there is none, or several of which none is known to be meant. Two decimals are kept.</summary>
    public static decimal? Read(string folded, Language language)
    {
        if (_amount.Match(folded) is not { Success: true } match)
        {
            return NumberReader.Read(folded, language) is { } words ? words : null;
        }
        // Each factor of a chain such as "2 milhões e 300 mil" is left to the reader of words, which adds groups up.
        if (_amount.Match(folded[(match.Index + match.Length)..]).Success) { return NumberReader.Read(Bare(folded), language); }
        if (Plain(match.Groups["n"].Value, language.Numbers.DecimalMark) is not { } number) { return null; }
        var scaled = language.Numbers.Scales.TryGetValue(match.Groups["scale"].Value, out var scale) ? Times(number, scale) : number;
        return scaled is >= 0 and <= Max ? decimal.Round(scaled.Value, 2) : null;
    }

    private static string Bare(string folded) => folded.Replace("r$", "", StringComparison.Ordinal).Trim();

    private static decimal? Times(decimal number, int scale) => number <= Max / scale ? number * scale : null;

    // The last mark is a decimal one when two or fewer digits follow it, or when the other mark groups what is before it.
    private static decimal? Plain(string text, char decimalMark)
    {
        var last = text.LastIndexOfAny(['.', ',']);
        if (last < 0) { return Parse(text); }
        var after = text.Length - last - 1;
        var other = text[last] == '.' ? ',' : '.';
        var once = text.IndexOf(text[last]) == last;
        var isDecimal = once
            && (after is 1 or 2 || (after != 3 && text[last] == decimalMark) || text.Contains(other, StringComparison.Ordinal));
        var whole = new string([.. text[..(isDecimal ? last : text.Length)].Where(char.IsAsciiDigit)]);
        return Parse(isDecimal ? $"{whole}.{text[(last + 1)..]}" : whole);
    }

    private static decimal? Parse(string text) =>
        text.Length <= 20 && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
