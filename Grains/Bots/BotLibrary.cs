using System.Collections.Frozen;
using System.Collections.Immutable;
using Platform.Dialogue;

namespace Platform.Bots;

/// <summary>The bots that conversations may use, every version that a session may have pinned.</summary>
public sealed class BotLibrary
{
    private readonly FrozenDictionary<BotReference, BotDefinition> _all;
    private readonly FrozenDictionary<string, BotDefinition> _newest;

    /// <summary>A library of these; of each sector the highest version is the newest.</summary>
    public BotLibrary(ImmutableArray<BotDefinition> bots)
    {
        _all = bots.ToFrozenDictionary(bot => bot.Reference);
        _newest = bots.GroupBy(bot => bot.Sector)
            .ToFrozenDictionary(sector => sector.Key, sector => sector.MaxBy(bot => bot.Reference.Version)!);
    }

    /// <summary>The bots that come with the platform.</summary>
    public static BotLibrary Shipped { get; } = new([.. SectorBots.Sectors.Select(sector => SectorBots.Newest(sector)!)]);

    /// <summary>Every version that there is.</summary>
    public ImmutableArray<BotDefinition> All => _all.Values;

    /// <summary>The version that a session pinned, or <c>null</c> when it is no longer there: the session begins anew.</summary>
    public BotDefinition? Find(BotReference reference) => _all.GetValueOrDefault(reference);

    /// <summary>Whether there is a bot for the sector.</summary>
    public bool Serves(string sector) => _newest.ContainsKey(sector);

    /// <summary>What a new session of the sector begins with.</summary>
    public BotDefinition Newest(string sector) => _newest.TryGetValue(sector, out var bot)
        ? bot
        : throw new InvalidOperationException($"There is no bot for the sector {sector}.");
}
