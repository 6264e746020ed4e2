using System.Collections.Immutable;
using System.Numerics;

namespace Platform.Dialogue;

/// <summary>
/// Which first letters some words have, as bits. Words are alike only where their first letters are the same (<see cref="Spelling"/>), so that
/// comparing bits leaves few words to compare. Letters that share a bit only cost a comparison.
/// </summary>
internal readonly record struct FirstLetters(uint Bits)
{
    private const int Mask = 31;

    public static FirstLetters Of(ImmutableArray<string> words)
    {
        var bits = 0u;
        foreach (var word in words) { bits |= Bit(word); }
        return new FirstLetters(bits);
    }

    /// <summary>Whether words with these letters may hold all words with those.</summary>
    public bool MayHold(FirstLetters other) => (other.Bits & ~Bits) == 0;

    /// <summary>With how many of those letters no word here begins: at least as many of the other words are not here.</summary>
    public int Missing(FirstLetters other) => BitOperations.PopCount(other.Bits & ~Bits);

    /// <summary>Whether words with these letters may hold the word.</summary>
    public bool MayHold(string word) => (Bits & Bit(word)) != 0;

    private static uint Bit(string word) => word.Length == 0 ? 0 : 1u << (word[0] & Mask);
}
