using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Platform.Bots;
using Platform.Dialogue;
using Platform.Tests.Dialogue;

namespace Platform.Tests.Bots;

/// <summary>
/// The files of <c>good/</c> and <c>bad/</c> each hold a layer that is laid over the clinic's bot; one file per rule. A bad
/// one names the path and the reason it is refused with.
/// </summary>
public sealed class BotDefinitionTests
{
    public static TheoryData<string> Good => Names("good");

    public static TheoryData<string> Bad => Names("bad");

    [Theory, MemberData(nameof(Good))]
    public void A_good_definition_is_read(string name) => Assert.IsType<BotDefinitionResult.Valid>(Read("good", name).Result);

    [Theory, MemberData(nameof(Bad))]
    public void A_bad_definition_is_refused_with_path_and_reason(string name)
    {
        var (file, result) = Read("bad", name);

        var errors = Assert.IsType<BotDefinitionResult.Invalid>(result).Errors;
        Assert.Contains(new BotError((string)file["path"]!, (string)file["reason"]!), errors);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"id":"a","id":"b"}""")]
    [InlineData("""{"texts":[],"flows":"x","intents":5,"menu":{},"faq":{},"functions":{},"handOver":[],"model":1}""")]
    public void What_is_no_definition_at_all_is_refused_without_throwing(string json) =>
        Assert.NotEmpty(Assert.IsType<BotDefinitionResult.Invalid>(BotDefinition.Parse(json)).Errors);

    [Fact]
    public void A_definition_that_is_too_deep_or_too_long_is_refused()
    {
        Assert.IsType<BotDefinitionResult.Invalid>(BotDefinition.Parse(new string('[', 10_000)));
        Assert.IsType<BotDefinitionResult.Invalid>(BotDefinition.Parse(new string(' ', 1_000_001)));
    }

    [Fact]
    public void Any_one_value_replaced_by_nonsense_is_refused_or_makes_a_bot_that_still_talks()
    {
        var values = Gen.Elements<Func<JsonNode?>>(
            () => null, () => JsonValue.Create("x"), () => JsonValue.Create(-1), () => new JsonArray(), () => new JsonObject());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100),
            Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), values.ToArbitrary(), (seed, value) =>
        {
            var json = JsonNode.Parse(SectorBots.Json("clinics"))!;
            Replace(json, new Random(seed), value());
            return BotDefinition.Parse(json.ToJsonString()) is not BotDefinitionResult.Valid(var bot) || Talks(bot);
        }));
    }

    [Fact]
    public void The_schema_names_every_member_that_is_read()
    {
        var schema = File.ReadAllText(Path.Combine(Folder(), "../../../Grains/Bots/bot.schema.json"));
        var properties = JsonNode.Parse(schema)!["properties"]!.AsObject().Select(property => property.Key);

        Assert.All(JsonNode.Parse(SectorBots.Json("clinics"))!.AsObject(), member => Assert.Contains(member.Key, properties));
    }

    private static bool Talks(BotDefinition bot)
    {
        DialogueSession? session = null;
        foreach (var text in new[] { "oi", "quero marcar uma consulta", "1", "amanhã às 10", "Maria", "sim", "horário", "tchau" })
        {
            var turn = DialogueEngine.Continue(bot, session, new DialogueInput.Text(text), Samples.Context());
            if (turn is { Say.Length: 0, Call: null, HandOver: null, Ended: false }) { return false; }
            session = turn.Next;
        }
        return true;
    }

    private static void Replace(JsonNode json, Random random, JsonNode? value)
    {
        for (var node = json; ;)
        {
            var children = node switch
            {
                JsonObject members => members.Select(member => member.Key).Cast<object>().ToArray(),
                JsonArray items => [.. Enumerable.Range(0, items.Count).Cast<object>()],
                _ => [],
            };
            if (children.Length == 0) { return; }
            var child = children[random.Next(children.Length)];
            var next = child is string key ? node[key] : node[(int)child];
            if (next is not (JsonObject or JsonArray) || random.Next(4) == 0)
            {
                if (child is string name) { node[name] = value; } else { node[(int)child] = value; }
                return;
            }
            node = next;
        }
    }

    private static (JsonObject File, BotDefinitionResult Result) Read(string kind, string name)
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder(), kind, $"{name}.json")))!.AsObject();
        var below = JsonNode.Parse(SectorBots.Json("clinics"))!.AsObject();
        return (file, BotDefinition.Parse(BotLayers.Merge(below, file["layer"]!.AsObject()).ToJsonString()));
    }

    private static TheoryData<string> Names(string kind) =>
        [.. Directory.GetFiles(Path.Combine(Folder(), kind), "*.json").Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal)];

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
