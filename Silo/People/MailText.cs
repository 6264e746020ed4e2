using System.Globalization;
using System.Text;

namespace Platform.People;

/// <summary>Writes mails as they travel (RFC 5322, MIME): all of it ASCII in short lines, whatever people are called. Pure.</summary>
internal static class MailText
{
    /// <summary>Bytes of a subject's piece: with its frame it is shorter than the 75 characters of RFC 2047.</summary>
    private const int PieceBytes = 42;

    internal static string Of(Mail mail, string from, string id, DateTimeOffset at) => string.Join("\r\n",
    [
        $"From: <{from}>",
        $"To: <{mail.To.Text}>",
        $"Subject: {string.Join("\r\n ", Pieces(mail.Subject).Select(piece => $"=?utf-8?B?{Convert.ToBase64String(piece)}?="))}",
        $"Date: {at.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)}",
        $"Message-ID: <{id}>",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        Convert.ToBase64String(Encoding.UTF8.GetBytes(mail.Text.ReplaceLineEndings("\r\n")), Base64FormattingOptions.InsertLineBreaks),
    ]);

    // A character is never cut in two.
    private static IEnumerable<byte[]> Pieces(string text)
    {
        var piece = new List<byte>();
        foreach (var rune in text.EnumerateRunes())
        {
            var bytes = Encoding.UTF8.GetBytes(rune.ToString());
            if (piece.Count + bytes.Length > PieceBytes)
            {
                yield return [.. piece];
                piece.Clear();
            }
            piece.AddRange(bytes);
        }
        yield return [.. piece];
    }
}
