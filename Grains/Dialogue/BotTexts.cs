using System.Collections.Frozen;
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

    private static readonly ImmutableArray<string> _combinations = Combinations();

    // By locale and key without suffixes: the text of each combination of suffixes, or null.
    private readonly FrozenDictionary<string, FrozenDictionary<string, string?[]>> _variants =
        byLocale.ToFrozenDictionary(locale => locale.Key, locale => Variants(locale.Value), StringComparer.Ordinal);

    /// <summary>The keys, without regard to variants.</summary>
    public IEnumerable<string> Keys => byLocale.Values.SelectMany(texts => texts.Keys).Distinct(StringComparer.Ordinal);

    /// <summary>Whether a text of exactly this key exists.</summary>
    public bool Has(string key) => byLocale.Values.Any(texts => texts.ContainsKey(key));

    /// <summary>
    /// The text for a moment, with its placeholders unfilled. A key that the bot has not is its own text: visible, never fatal.
    /// </summary>
    public string Find(string locale, string key, bool closed, bool named, bool telephone)
    {
        if (!_variants.TryGetValue(locale, out var texts) || !texts.TryGetValue(key, out var variants)) { return key; }
        var holds = (closed ? 4 : 0) | (named ? 2 : 0) | (telephone ? 1 : 0);
        for (var set = holds; set >= 0; set--)
        {
            if ((set & ~holds) == 0 && variants[set] is { } variant) { return variant; }
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

    // A key that has a suffix is a key of its own too: a bot may name a variant outright.
    private static FrozenDictionary<string, string?[]> Variants(ImmutableSortedDictionary<string, string> texts) =>
        texts.Keys.Concat(texts.Keys.Select(BaseOf)).Distinct(StringComparer.Ordinal).ToFrozenDictionary(
            key => key,
            key => _combinations.Select(combination => texts.GetValueOrDefault(key + combination)).ToArray(),
            StringComparer.Ordinal);

    // The weightiest condition is the highest bit, so that counting down tries the most specific suffixes first.
    private static ImmutableArray<string> Combinations() =>
    [
        .. Enumerable.Range(0, 1 << Suffixes.Length)
            .Select(set => string.Concat(Suffixes.Where((_, index) => (set & (1 << (Suffixes.Length - 1 - index))) != 0))),
    ];
}
