using System.Text;

namespace Platform.FreeSwitch;

/// <summary>Text as the switch puts it on the wire.</summary>
internal static class PercentText
{
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The pairs of an urlencoded form or query. A plus sign is a plus sign: the switch writes spaces as <c>%20</c> and numbers begin
    /// with <c>+</c>.
    /// </summary>
    internal static IEnumerable<KeyValuePair<string, string>> ReadForm(ReadOnlyMemory<byte> form)
    {
        var rest = form;
        while (!rest.IsEmpty)
        {
            var end = rest.Span.IndexOf((byte)'&');
            var pair = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (pair.IsEmpty)
            {
                continue;
            }

            var equals = pair.Span.IndexOf((byte)'=');
            var (name, value) = equals < 0 ? (pair, default) : (pair[..equals], pair[(equals + 1)..]);
            yield return new(Decode(name.Span), Decode(value.Span));
        }
    }

    /// <summary>Percent sequences become bytes, the bytes become text; a percent sign that begins no sequence stays.</summary>
    internal static string Decode(ReadOnlySpan<byte> encoded)
    {
        if (!encoded.Contains((byte)'%'))
        {
            return ReadBytes(encoded);
        }

        var bytes = new byte[encoded.Length];
        var count = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i..] is [(byte)'%', var high, var low, ..] && char.IsAsciiHexDigit((char)high) && char.IsAsciiHexDigit((char)low))
            {
                bytes[count++] = (byte)((HexValue(high) << 4) | HexValue(low));
                i += 2;
            }
            else
            {
                bytes[count++] = encoded[i];
            }
        }
        return ReadBytes(bytes.AsSpan(0, count));
    }

    /// <summary>UTF-8; where the bytes are not, Latin-1: old trunks and hand-sets send caller names in it, and it cannot fail.</summary>
    internal static string ReadBytes(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
