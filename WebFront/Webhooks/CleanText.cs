using System.Globalization;
using System.Text;

namespace Platform.Webhooks;

/// <summary>Makes text of strangers fit to be stored and shown. Pure.</summary>
public static class CleanText
{
    /// <summary>
    /// Longest contact name kept, in UTF-16 units: WhatsApp's own names have at most 25 characters, each of them perhaps a long emoji.
    /// </summary>
    public const int NameMax = 80;

    private const char ZeroWidthJoiner = '\u200d';

    /// <summary>
    /// A message's text: line ends as <c>\n</c>, without control characters (PostgreSQL cannot store NUL) and lone surrogates, cut at
    /// <paramref name="max"/> UTF-16 units without splitting a character. Emoji and right-to-left text stay as they are.
    /// </summary>
    public static string Message(string? raw, int max)
    {
        if (string.IsNullOrEmpty(raw))
        {
            return "";
        }
        if (raw.Length <= max && !NeedsCleaning(raw))
        {
            return raw;
        }

        var clean = new StringBuilder(Math.Min(raw.Length, max));
        foreach (var rune in raw.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > max)
            {
                break;
            }
            if (!Rune.IsControl(rune) || rune.Value is '\n' or '\t')
            {
                Append(clean, rune);
            }
        }
        return clean.ToString();
    }

    /// <summary>
    /// A name that a contact shows: on one line, without characters that are invisible or turn the writing direction, at most
    /// <see cref="NameMax"/> units; <c>null</c> where nothing that names a person is left.
    /// </summary>
    public static string? Name(string? raw)
    {
        if (raw is null)
        {
            return null;
        }

        var clean = new StringBuilder(Math.Min(raw.Length, NameMax));
        foreach (var rune in raw.EnumerateRunes())
        {
            var shown = IsSpace(rune) ? new Rune(' ') : rune;
            if (clean.Length + shown.Utf16SequenceLength > NameMax)
            {
                break;
            }
            if (!IsHidden(shown) && !(shown.Value == ' ' && clean is [] or [.., ' ']))
            {
                Append(clean, shown);
            }
        }
        var name = clean.ToString().TrimEnd(' ', ZeroWidthJoiner);
        return name.EnumerateRunes().Any(NamesSomeone) ? name : null;
    }

    // The builder, given a rune, would make an object and a string of it.
    private static void Append(StringBuilder text, Rune rune)
    {
        Span<char> characters = stackalloc char[2];
        text.Append(characters[..rune.EncodeToUtf16(characters)]);
    }

    private static bool NeedsCleaning(string raw)
    {
        foreach (var c in raw)
        {
            if ((char.IsControl(c) && c is not '\n' and not '\t') || char.IsSurrogate(c))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsSpace(Rune rune) => Rune.IsWhiteSpace(rune);

    // The joiner holds many emoji together; every other format character only misleads in a list of names.
    private static bool IsHidden(Rune rune) =>
        Rune.IsControl(rune) || (rune.Value != ZeroWidthJoiner && Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format);

    // Digits and marks alone are the telephone number that gateways show where there is no name.
    private static bool NamesSomeone(Rune rune) => Rune.IsLetter(rune) || Rune.IsSymbol(rune) && rune.Value is not '+';
}
