using System.Globalization;
using System.Text;

namespace Platform.FreeSwitch;

/// <summary>
/// Repairs the JSON that mod_json_cdr sends with <c>encode=true</c> and <c>encode-values=true</c>: the values' own percent sequences are
/// undone together with the form's, so that quotes, backslashes and line ends of values stand bare in the text.
/// </summary>
internal static class BrokenJson
{
    /// <summary>
    /// The text with the contents of its strings escaped anew. A quote ends a string where what follows can only follow a string; a value
    /// that holds such a sequence itself stays broken, or is cut there.
    /// </summary>
    internal static string Repair(string json)
    {
        var repaired = new StringBuilder(json.Length + 64);
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            if (c != '"')
            {
                Append(repaired, c, inString);
            }
            else if (!inString)
            {
                inString = true;
                repaired.Append(c);
            }
            else if (EndsString(json, i))
            {
                inString = false;
                repaired.Append(c);
            }
            else
            {
                repaired.Append("\\\"");
            }
        }
        return repaired.ToString();
    }

    private static void Append(StringBuilder repaired, char c, bool inString) => _ = (inString, c) switch
    {
        (true, '\\') => repaired.Append("\\\\"),
        (true, < ' ') => repaired.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
        _ => repaired.Append(c),
    };

    private static bool EndsString(string json, int quote)
    {
        var rest = json.AsSpan(quote + 1);
        return rest switch
        {
            [] => true,
            ['}' or ']', ..] => true,
            [':', '"' or '{' or '[', ..] => true,
            [':', >= '0' and <= '9', ..] => true,
            [',', '"', ..] => IsName(rest[2..]),
            [',', '{' or '[', ..] => true,
            _ => false,
        };
    }

    // After a comma in an object stands a name with its colon; in an array of strings this layout has none.
    private static bool IsName(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf('"');
        return end > 0 && end + 1 < text.Length && text[end + 1] == ':';
    }
}
