using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Platform.Dialogue;

namespace Platform.Bots;

/// <summary>
/// The sector bots that come with the platform. Each is the file of its sector over <c>base.json</c>, which holds what all
/// have in common.
/// </summary>
public static class SectorBots
{
    private static readonly Lazy<ImmutableSortedDictionary<string, BotDefinition>> _bots = new(LoadAll);

    /// <summary>The sectors there are.</summary>
    public static ImmutableArray<string> Sectors { get; } = ["clinics", "gyms", "vehicles"];

    /// <summary>The newest version of a sector's bot, or <c>null</c> when there is no such sector.</summary>
    public static BotDefinition? Newest(string sector) => _bots.Value.GetValueOrDefault(sector);

    /// <summary>The version that a session pinned, or <c>null</c> when it is no longer there: the session begins anew.</summary>
    public static BotDefinition? Find(BotReference reference) =>
        _bots.Value.Values.FirstOrDefault(bot => bot.Reference == reference);

    /// <summary>The text of a sector's definition, merged with what all have in common.</summary>
    public static string Json(string sector) => BotLayers.Merge(Object("base.json"), Object($"{sector}.bot.json")).ToJsonString();

    private static ImmutableSortedDictionary<string, BotDefinition> LoadAll() =>
        Sectors.ToImmutableSortedDictionary(sector => sector, Load, StringComparer.Ordinal);

    // A definition that ships with the platform and is not valid is our own broken rule; tests keep it from happening.
    private static BotDefinition Load(string sector) => BotDefinition.Parse(Json(sector)) switch
    {
        BotDefinitionResult.Valid(var bot) => bot,
        BotDefinitionResult.Invalid(var errors) => throw new InvalidOperationException(
            $"The bot {sector} is not valid: {string.Join("; ", errors.Select(error => $"{error.Path}: {error.Reason}"))}"),
        var other => throw new InvalidOperationException($"Result {other.GetType().Name} is not handled."),
    };

    private static JsonObject Object(string name)
    {
        using var stream = typeof(SectorBots).Assembly.GetManifestResourceStream($"Platform.Bots.{name}")
            ?? throw new InvalidOperationException($"The resource {name} is not part of this build.");
        return JsonNode.Parse(stream) as JsonObject ?? throw new InvalidOperationException($"The resource {name} is not a JSON object.");
    }
}
