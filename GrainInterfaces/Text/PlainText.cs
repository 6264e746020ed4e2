using System.Text;

namespace Platform.Text;

/// <summary>Judges text that people typed.</summary>
public static class PlainText
{
    /// <summary>Whether it is Unicode without control characters and without marks that turn the direction of what follows.</summary>
    public static bool IsClean(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var taken) != System.Buffers.OperationStatus.Done) { return false; }
            if (Rune.IsControl(rune) || rune.Value is >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 or 0x2028 or 0x2029)
            {
                return false;
            }
            text = text[taken..];
        }
        return true;
    }
}
