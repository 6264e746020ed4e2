using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>The languages that customers are spoken to in. Every bot is complete in all of them.</summary>
public static class Locales
{
    public const string Portuguese = "pt-BR";
    public const string English = "en";
    public const string Spanish = "es";

    /// <summary>All of them, the most used first.</summary>
    public static ImmutableArray<string> All { get; } = [Portuguese, English, Spanish];

    /// <summary>The supported locale of the same language, or <paramref name="otherwise"/>.</summary>
    public static string Nearest(string? locale, string otherwise)
    {
        if (locale is null) { return otherwise; }
        foreach (var known in All)
        {
            if (known.AsSpan(0, 2).Equals(locale.AsSpan(0, Math.Min(2, locale.Length)), StringComparison.OrdinalIgnoreCase))
            {
                return known;
            }
        }
        return otherwise;
    }
}
