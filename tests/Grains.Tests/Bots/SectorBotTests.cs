using Platform.Bots;
using Platform.Dialogue;
using Platform.Tests.Dialogue;

namespace Platform.Tests.Bots;

public sealed class SectorBotTests
{
    public static TheoryData<string> Sectors => [.. SectorBots.Sectors];

    [Theory, MemberData(nameof(Sectors))]
    public void A_sector_bot_is_valid(string sector)
    {
        var result = BotDefinition.Parse(SectorBots.Json(sector));

        var errors = result is BotDefinitionResult.Invalid(var found) ? found : [];
        Assert.Empty(errors.Select(error => $"{error.Path}: {error.Reason}"));
        Assert.Equal(sector, ((BotDefinitionResult.Valid)result).Bot.Sector);
    }

    [Theory, MemberData(nameof(Sectors))]
    public void A_pinned_version_is_found_and_an_unknown_one_is_not(string sector)
    {
        var bot = SectorBots.Newest(sector)!;

        Assert.Same(bot, SectorBots.Find(bot.Reference));
        Assert.Null(SectorBots.Find(bot.Reference with { Version = bot.Reference.Version + 1 }));
        Assert.Null(SectorBots.Newest("bakeries"));
    }

    /// <summary>What is written for the telephone is heard as it is: signs in it would be lost or read out.</summary>
    [Theory, MemberData(nameof(Sectors))]
    public void A_text_for_the_telephone_has_no_markup_or_emoji(string sector)
    {
        var bot = SectorBots.Newest(sector)!;
        foreach (var key in bot.Texts.Keys.Where(key => key.EndsWith(".telephone", StringComparison.Ordinal)))
        {
            foreach (var text in Locales.All.Select(locale => bot.Texts.Exact(locale, key)))
            {
                Assert.Equal(TextForms.Clean(text), text);
                Assert.DoesNotContain('*', text);
            }
        }
    }

    /// <summary>A first-time customer knows no formats: nothing said may still hold a placeholder or a key of a text.</summary>
    [Theory, MemberData(nameof(Sectors))]
    public void Every_text_is_filled(string sector)
    {
        var bot = SectorBots.Newest(sector)!;
        foreach (var medium in Enum.GetValues<Medium>())
        {
            foreach (var locale in Locales.All)
            {
                var scope = new StepScope(bot, new DialogueSession(bot.Reference, locale, "menu", "menu"), Samples.Context(medium));
                Assert.All(bot.Texts.Keys, key => Assert.DoesNotContain('{', scope.Text(key)));
            }
        }
    }

    [Theory, MemberData(nameof(Sectors))]
    public void Laying_nothing_over_a_bot_changes_nothing(string sector)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(SectorBots.Json(sector))!.AsObject();

        Assert.Equal(json.ToJsonString(), BotLayers.Merge(json, []).ToJsonString());
    }

    [Fact]
    public void A_layer_replaces_values_adds_members_and_removes_by_null()
    {
        var below = System.Text.Json.Nodes.JsonNode.Parse("""{"a":{"x":1,"y":2},"list":[1,2],"gone":true}""")!.AsObject();
        var above = System.Text.Json.Nodes.JsonNode.Parse("""{"a":{"y":3,"z":4},"list":[5],"gone":null}""")!.AsObject();

        Assert.Equal("""{"a":{"x":1,"y":3,"z":4},"list":[5]}""", BotLayers.Merge(below, above).ToJsonString());
        Assert.Equal("""{"a":{"x":1,"y":2},"list":[1,2],"gone":true}""", below.ToJsonString());
    }
}
