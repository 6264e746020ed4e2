using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace Platform.Pages;

/// <summary>The pages' templates, scripts and texts, which come along in the program.</summary>
internal static class PageFiles
{
    private static readonly FrozenDictionary<string, string> Files = Names().ToFrozenDictionary(name => name, ReadFile);

    /// <summary>The languages that pages speak; the first where nothing is known of the reader.</summary>
    internal static string[] Languages { get; } = ["pt-BR", "en", "es"];

    /// <summary>The texts of each language, by their names.</summary>
    internal static FrozenDictionary<string, FrozenDictionary<string, string>> Texts { get; } = Languages.ToFrozenDictionary(
        language => language,
        language => JsonSerializer.Deserialize<Dictionary<string, string>>(Read($"texts.{language}.json"))!.ToFrozenDictionary());

    /// <summary>What pages look like; see <see cref="PageLooks"/>.</summary>
    internal static string Style { get; } = Read("pages.css");

    /// <summary>A file's text.</summary>
    internal static string Read(string name) => Files[name];

    private const string Prefix = "Platform.Pages.";

    private static IEnumerable<string> Names() =>
        from name in typeof(PageFiles).Assembly.GetManifestResourceNames()
        where name.StartsWith(Prefix, StringComparison.Ordinal)
        select name[Prefix.Length..];

    private static string ReadFile(string name)
    {
        using var reader = new StreamReader(typeof(PageFiles).Assembly.GetManifestResourceStream(Prefix + name)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
