using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Platform.Webhooks;

/// <summary>Reads members of JSON that may be of any shape: what is absent or of another type is absent, never an exception.</summary>
internal static class JsonReading
{
    extension(JsonElement element)
    {
        /// <summary>The member, or an undefined element where there is none. The last of several with one name.</summary>
        internal JsonElement Member(ReadOnlySpan<byte> name) =>
            element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

        /// <summary>The member's text, or <c>null</c> where it is no text.</summary>
        internal string? Text(ReadOnlySpan<byte> name) => element.Member(name).AsText();

        /// <summary>The text, or <c>null</c> where it is no text. What is no Unicode in it becomes the replacement character.</summary>
        internal string? AsText()
        {
            if (element.ValueKind != JsonValueKind.String)
            {
                return null;
            }
            try
            {
                return element.GetString();
            }
            catch (InvalidOperationException)
            {
                return Lossy(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(element)[1..^1]));
            }
        }

        /// <summary>Absent, <c>null</c> or undefined.</summary>
        internal bool IsNothing => element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

        /// <summary>
        /// A 64-bit number in any of Evolution's encodings: a number, decimal text, or a protobuf Long (<c>low</c>, <c>high</c>);
        /// <c>null</c> where it is none.
        /// </summary>
        internal long? AsLong() => element.ValueKind switch
        {
            JsonValueKind.Number => element.TryGetInt64(out var number) ? number : null,
            JsonValueKind.String => long.TryParse(element.AsText(), out var number) ? number : null,
            JsonValueKind.Object => (element.Member("low"u8).AsLong(), element.Member("high"u8).AsLong()) is ({ } low, { } high)
                ? (high << 32) + (uint)low
                : null,
            _ => null,
        };
    }

    // JavaScript may escape half a character (\ud83d); the runtime refuses to read such text, yet the rest of the message is good.
    private static string Lossy(string escaped)
    {
        var text = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            text.Append(escaped[i] == '\\' ? Unescape(escaped, ref i) : escaped[i]);
        }
        var runes = text.ToString();
        return string.Concat(runes.EnumerateRunes());
    }

    // The parser has accepted the escape: a known letter follows, and four hexadecimal digits after u.
    private static char Unescape(string escaped, ref int i) => escaped[++i] switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\b',
        'f' => '\f',
        'u' => (char)Convert.ToUInt16(escaped.Substring((i += 4) - 3, 4), 16),
        var other => other,
    };
}
