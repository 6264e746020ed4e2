using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Platform.Pages;

/// <summary>Puts a page together: its template in the layout, in one language. Pure.</summary>
internal static partial class PageText
{
    /// <summary>The page; <paramref name="values"/> come before the language's texts of the same names.</summary>
    internal static string Render(string template, string language, PageLooks looks, IReadOnlyDictionary<string, string> values)
    {
        var texts = PageFiles.Texts[language];
        var layout = PageFiles.Read("layout.html").Replace("{{>body}}", PageFiles.Read($"{template}.html").TrimEnd(), StringComparison.Ordinal);
        return Placeholder().Replace(layout, found => found.Groups[1].Value switch
        {
            // The serializer escapes what would end the script.
            ">texts" => JsonSerializer.Serialize(texts),
            ">style" => looks.Style,
            ">brand" => Brand(looks, WebUtility.HtmlEncode(values["company"])),
            "language" => language,
            var name => WebUtility.HtmlEncode(values.TryGetValue(name, out var value) ? value : texts[name]),
        });
    }

    private static string Brand(PageLooks looks, string name) =>
        looks.Logo is { } logo ? $"<img class=\"logo\" src=\"{WebUtility.HtmlEncode(logo.Value)}\" alt=\"{name}\">" : name;

    [GeneratedRegex(@"\{\{(>?[a-z0-9.-]+)\}\}")]
    private static partial Regex Placeholder();
}
