using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Platform.Calls;

namespace Platform.FreeSwitch;

/// <summary>Writes the tags of a document's work.</summary>
internal static partial class CallTags
{
    // From the end of the prompt to "no answer"; callers of a menu take up to five seconds.
    private const int InputTimeoutMs = 6_000;

    // Between two digits of a number; people read numbers in groups.
    private const int DigitTimeoutMs = 2_000;

    // CPF has 11 digits, a telephone number at most 15; the switch's own buffer holds 255.
    private const int DigitsMax = 32;

    // Played after a wrong key or silence. It need not exist: naming one is what makes the switch report the silence at all.
    private const string ErrorFile = "silence_stream://100";

    internal static void Write(StringBuilder xml, string speech, CallAction then, CallDocumentContext context)
    {
        switch (then)
        {
            case CallAction.Listen listen:
                WriteListen(xml, speech, listen, context);
                break;
            case CallAction.Transfer(var target) when Target().IsMatch(target):
                WriteSpeech(xml, speech, context.Voice);
                WriteTransfer(xml, target, context.Style);
                break;
            case CallAction.Transfer or CallAction.HangUp:
                WriteSpeech(xml, speech, context.Voice);
                xml.Append("<hangup cause=\"NORMAL_CLEARING\"/>");
                break;
            default:
                throw new InvalidOperationException($"Call action {then.GetType().Name} is not handled.");
        }
    }

    private static void WriteListen(StringBuilder xml, string speech, CallAction.Listen listen, CallDocumentContext context)
    {
        var keys = Keys(listen);
        switch (context.Voice)
        {
            case SpeechVoice.File(var url) when speech.Length > 0:
                Open(xml, "playback", [("file", url.AbsoluteUri), ("text", speech), .. Recognition(listen, context.Style)]);
                WriteBinds(xml, keys, listen, context.Style);
                xml.Append("</playback>");
                break;
            case SpeechVoice.Switch(var engine, var voice, IsKnown: true) when speech.Length > 0:
                Open(xml, "speak", [("engine", engine), ("voice", voice), ("text", speech)]);
                WriteBinds(xml, keys, listen, context.Style);
                xml.Append("</speak>");
                break;
            default:
                // Keys typed during an unbound tag are kept for the pause, which needs neither file nor engine.
                WriteSpeech(xml, speech, context.Voice);
                Open(xml, "pause", [("milliseconds", InputTimeoutMs.ToString(CultureInfo.InvariantCulture))]);
                WriteBinds(xml, keys, listen, context.Style);
                xml.Append("</pause>");
                break;
        }
    }

    private static void WriteSpeech(StringBuilder xml, string speech, SpeechVoice voice)
    {
        if (speech.Length == 0)
        {
            return;
        }

        switch (voice)
        {
            case SpeechVoice.File(var url):
                Open(xml, "playback", [("file", url.AbsoluteUri), ("text", speech)]);
                xml.Append("></playback>");
                break;
            case SpeechVoice.Switch(var engine, var name, _):
                Open(xml, "speak", [("engine", engine), ("voice", name), ("text", speech)]);
                xml.Append("></speak>");
                break;
            default:
                throw new InvalidOperationException($"Voice {voice.GetType().Name} is not handled.");
        }
    }

    private static void WriteTransfer(StringBuilder xml, string target, CallDocumentStyle style)
    {
        Open(xml, "dial", style.TransferContext is { } context ? [("context", context), ("dialplan", "XML")] : []);
        xml.Append('>').Append(Escape(target)).Append("</dial>");
    }

    private static void WriteBinds(StringBuilder xml, ImmutableArray<string> keys, CallAction.Listen listen, CallDocumentStyle style)
    {
        Attribute(xml, "name", style.InputName);
        Attribute(xml, "error-file", ErrorFile);
        Attribute(xml, "input-timeout", InputTimeoutMs.ToString(CultureInfo.InvariantCulture));
        Attribute(xml, "digit-timeout", DigitTimeoutMs.ToString(CultureInfo.InvariantCulture));

        var longest = Math.Clamp(listen.DigitsMax, 1, DigitsMax);
        if (keys.IsEmpty && longest > 1)
        {
            // One pattern alone would match at the first digit; with two the switch waits for the terminator or for the pause between
            // digits.
            Attribute(xml, "terminators", "#");
            xml.Append('>');
            xml.Append(CultureInfo.InvariantCulture, $"<bind strip=\"#\">~^[0-9]{{1,{longest}}}$</bind>");
            xml.Append(CultureInfo.InvariantCulture, $"<bind strip=\"#\">~^[0-9]{{{longest}}}$</bind>");
            return;
        }

        xml.Append('>');
        foreach (var key in keys.IsEmpty ? AnyDigit : keys)
        {
            xml.Append("<bind>").Append(key).Append("</bind>");
        }
    }

    private static readonly ImmutableArray<string> AnyDigit = [.. "0123456789".Select(c => c.ToString())];

    private static ImmutableArray<string> Keys(CallAction.Listen listen) =>
        listen.Keys.IsDefault ? [] : [.. listen.Keys.Where(key => key is [(>= '0' and <= '9') or '*' or '#']).Distinct()];

    // The switch recognises speech over files only.
    private static (string Name, string Value)[] Recognition(CallAction.Listen listen, CallDocumentStyle style) =>
        listen.AcceptSpeech && style.Recogniser is { } recogniser
            ? [("asr-engine", recogniser.Engine), ("asr-grammar", recogniser.Grammar)]
            : [];

    private static void Open(StringBuilder xml, string tag, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.Append('<').Append(tag);
        foreach (var (name, value) in attributes)
        {
            Attribute(xml, name, value);
        }
    }

    private static void Attribute(StringBuilder xml, string name, string value) =>
        xml.Append(' ').Append(name).Append("=\"").Append(Escape(value)).Append('"');

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    // An extension or a number. A slash would make the switch dial another address.
    [GeneratedRegex(@"\A\+?[0-9A-Za-z*#_.\-]{1,64}\z")]
    private static partial Regex Target();
}
