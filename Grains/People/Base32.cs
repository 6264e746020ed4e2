using System.Text;

namespace Platform.People;

/// <summary>Base32 (RFC 4648) without padding, as authenticator apps read secrets.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int BitsPerLetter = 5;

    internal static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (buffer, bits) = (0, 0);
        foreach (var each in bytes)
        {
            (buffer, bits) = ((buffer << 8) | each, bits + 8);
            while (bits >= BitsPerLetter)
            {
                bits -= BitsPerLetter;
                text.Append(Alphabet[(buffer >> bits) & 31]);
            }
            buffer &= (1 << bits) - 1;
        }
        return bits == 0 ? text.ToString() : text.Append(Alphabet[(buffer << (BitsPerLetter - bits)) & 31]).ToString();
    }

    internal static byte[] Decode(string text)
    {
        var bytes = new List<byte>();
        var (buffer, bits) = (0, 0);
        foreach (var letter in text)
        {
            (buffer, bits) = (((buffer << BitsPerLetter) | Alphabet.IndexOf(letter, StringComparison.Ordinal)) & 0xfff, bits + BitsPerLetter);
            if (bits < 8) { continue; }
            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
        }
        return [.. bytes];
    }
}
