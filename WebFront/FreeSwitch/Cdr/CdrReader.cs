using System.Text.Json;
using System.Xml;
using Platform.Calls;

namespace Platform.FreeSwitch;

/// <summary>What came of reading a detail record.</summary>
internal abstract record CdrReading
{
    private CdrReading() { }

    /// <summary>A record.</summary>
    /// <param name="Cdr">Its facts.</param>
    /// <param name="Recovered">It was broken on the way and put together again.</param>
    internal sealed record Read(SwitchCdr Cdr, bool Recovered) : CdrReading;

    /// <summary>No record that could be understood.</summary>
    /// <param name="Why">Fit to be shown; nothing of the record itself.</param>
    internal sealed record Unreadable(string Why) : CdrReading;
}

/// <summary>
/// Reads the bodies of mod_json_cdr and mod_xml_cdr, in every encoding of theirs. What a body is shows in the body: the content type is
/// wrong in some settings.
/// </summary>
internal static class CdrReader
{
    /// <summary>Largest record. One of a long call with many transfers is about 100 kB, as base64 a third more.</summary>
    internal const int BodyBytesMax = 1 << 20;

    internal static CdrReading Read(ReadOnlySpan<byte> body, string? uuid)
    {
        if (Unwrap(body.Trim(" \r\n\t\0"u8)) is not { } text)
        {
            return new CdrReading.Unreadable("The body is neither a record nor a form with the field cdr.");
        }

        try
        {
            return text switch
            {
                ['{', ..] => ReadJson(text, CallIdOf(uuid)),
                ['<', ..] => Understood(XmlCdr.Read(text, CallIdOf(uuid)), recovered: false),
                _ => new CdrReading.Unreadable("The record is neither JSON nor XML."),
            };
        }
        catch (Exception failure) when (failure is JsonException or XmlException or InvalidOperationException)
        {
            // The last: JSON may escape half a character (\ud83d), which is well-formed and no text.
            return new CdrReading.Unreadable("The record is not well-formed.");
        }
    }

    private static CdrReading ReadJson(string text, CallId? call)
    {
        try
        {
            return Understood(JsonCdr.Read(text, call), recovered: false);
        }
        catch (JsonException)
        {
            return Understood(JsonCdr.Read(BrokenJson.Repair(text), call), recovered: true);
        }
    }

    private static CdrReading Understood(SwitchCdr? cdr, bool recovered) =>
        cdr is null ? new CdrReading.Unreadable("The record lacks its id, times or direction.") : new CdrReading.Read(cdr, recovered);

    // mod_xml_cdr marks the first leg's id so.
    private static CallId? CallIdOf(string? uuid) =>
        CallId.TryParse(uuid?.StartsWith("a_", StringComparison.Ordinal) == true ? uuid[2..] : uuid, out var call) ? call : null;

    // JSON and XML begin with { and <; percent-encoded ones with % and never with a letter, as base64 of them does.
    private static string? Unwrap(ReadOnlySpan<byte> body) => body switch
    {
        [(byte)'{' or (byte)'<', ..] => PercentText.ReadBytes(body),
        _ when !body.StartsWith("cdr="u8) => null,
        [_, _, _, _, (byte)'{' or (byte)'<', ..] => PercentText.ReadBytes(body[4..]),
        [_, _, _, _, (byte)'%', ..] => PercentText.Decode(body[4..]).TrimStart(),
        _ => FromBase64(body[4..]),
    };

    private static string? FromBase64(ReadOnlySpan<byte> encoded)
    {
        // It is not urlencoded by the switch; a relay in between may have done so.
        var text = PercentText.Decode(encoded).Replace(' ', '+');
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? PercentText.ReadBytes(bytes.AsSpan(0, count)).TrimStart() : null;
    }
}
