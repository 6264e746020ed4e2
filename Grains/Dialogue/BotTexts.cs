using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>
/// The texts of a bot, by locale and key. A key may have variants, named by suffixes in this order: <c>.closed</c> (outside of
/// business hours), <c>.named</c> (the customer's name is known), <c>.telephone</c>. The most specific one that holds is taken.
/// </summary>
public sealed class BotTexts(ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> byLocale)
{
    /// <summary>The suffixes of variants, in the order in which they are written.</summary>
    internal static readonly ImmutableArray<string> Suffixes = [".closed", ".named", ".telephone"];

    /// <summary>The keys, without regard to variants.</summary>
    public IEnumerable<string> Keys => byLocale.Values.SelectMany(texts => texts.Keys).Distinct(StringComparer.Ordinal);

    /// <summary>Whether a text of exactly this key exists.</summary>
    public bool Has(string key) => byLocale.Values.Any(texts => texts.ContainsKey(key));

    /// <summary>The text for a moment, with its placeholders unfilled. A key that the bot has not is its own text: visible, never fatal.</summary>
    public string Find(string locale, string key, bool closed, bool named, bool telephone)
    {
        if (!byLocale.TryGetValue(locale, out var texts)) { return key; }
        foreach (var suffix in Candidates(closed, named, telephone))
        {
            if (texts.TryGetValue(key + suffix, out var text)) { return text; }
        }
        return key;
    }

    /// <summary>The text of exactly this key, or nothing.</summary>
    internal string Exact(string locale, string key) => byLocale.GetValueOrDefault(locale)?.GetValueOrDefault(key) ?? "";

    /// <summary>The key without its variant suffixes.</summary>
    internal static string BaseOf(string key)
    {
        foreach (var suffix in Suffixes.Reverse())
        {
            if (key.EndsWith(suffix, StringComparison.Ordinal)) { key = key[..^suffix.Length]; }
        }
        return key;
    }

    private static IEnumerable<string> Candidates(bool closed, bool named, bool telephone)
    {
        bool[] holds = [closed, named, telephone];
        for (var set = (1 << holds.Length) - 1; set >= 0; set--)
        {
            // Bit 2 is "closed", the weightiest: counting down tries the most specific suffixes first.
            var picked = Enumerable.Range(0, holds.Length).Where(index => (set & (1 << (holds.Length - 1 - index))) != 0).ToArray();
            if (picked.All(index => holds[index])) { yield return string.Concat(picked.Select(index => Suffixes[index])); }
        }
    }
}
