using System.Text.RegularExpressions;

namespace Platform.Speech.Espeak;

/// <summary>The name of an espeak-ng voice, such as <c>pt-br</c> or <c>en-us+f3</c>; safe as an argument.</summary>
internal readonly partial record struct EspeakVoice(string Name)
{
    /// <summary>The usual voice of a language; Portuguese for a language that has none here.</summary>
    internal static EspeakVoice Of(string locale) => new(locale switch
    {
        ['e', 'n', ..] => "en-us",
        ['e', 's', ..] => "es-419",
        _ => "pt-br",
    });

    /// <summary>The voice of that name, whether or not it is installed; <c>null</c> for what cannot be one.</summary>
    internal static EspeakVoice? Parse(string name) => Form().IsMatch(name) ? new EspeakVoice(name) : null;

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_\-+]{0,40}\z")]
    private static partial Regex Form();
}
