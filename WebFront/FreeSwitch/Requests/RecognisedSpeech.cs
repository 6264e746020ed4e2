using System.Text.Json;
using System.Xml;
using Platform.Calls;
using Platform.Webhooks;

namespace Platform.FreeSwitch;

/// <summary>
/// Reads the words out of a recogniser's raw result: plain text, JSON with <c>text</c> (Vosk), or NLSML with <c>input</c> (MRCP).
/// </summary>
internal static class RecognisedSpeech
{
    internal static string Read(string raw)
    {
        var words = raw.TrimStart() switch
        {
            ['{', ..] => FromJson(raw),
            ['<', ..] => FromNlsml(raw),
            _ => raw,
        };
        var text = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= CallInput.ValueMax ? text : text[..CallInput.ValueMax];
    }

    private static string FromJson(string raw)
    {
        try
        {
            using var json = JsonDocument.Parse(raw);
            return json.RootElement.Text("text"u8) ?? "";
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The latter: half a character escaped in a name.
            return "";
        }
    }

    private static string FromNlsml(string raw)
    {
        try
        {
            var input = SwitchXml.Parse(raw).Descendants().FirstOrDefault(
                e => e.Name.LocalName.Equals("input", StringComparison.OrdinalIgnoreCase));
            return input?.Value ?? "";
        }
        catch (XmlException)
        {
            return "";
        }
    }
}
