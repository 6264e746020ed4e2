using System.Globalization;
using System.Text.RegularExpressions;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace Platform.Hosting;

/// <summary>
/// Lines of the log, in which nobody can be recognised: grains of customers are named by their numbers, and the host names grains where calls
/// fail, as exceptions do.
/// </summary>
internal sealed partial class MaskedText : ITextFormatter
{
    private const string Line = "[{Timestamp:HH:mm:ss} {Level:u3}] {Message:lj}{NewLine}{Exception}";

    private readonly MessageTemplateTextFormatter _plain = new(Line, CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        _plain.Format(logEvent, text);
        output.Write(Mask(text.ToString()));
    }

    /// <summary>The text with two digits left of each number that names a customer.</summary>
    internal static string Mask(string text) => Numbers().Replace(text, "***");

    // As the second part of a grain's key or in international form, and as providers address people.
    [GeneratedRegex(@"(?<=\+(?:lid-)?)[0-9]{4,}(?=[0-9]{2})|[0-9]{4,}(?=[0-9]{2}@)")]
    private static partial Regex Numbers();
}
