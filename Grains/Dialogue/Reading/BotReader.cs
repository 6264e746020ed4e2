using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Platform.Dialogue;

/// <summary>Reads a definition from JSON and checks it as a whole.</summary>
internal static class BotReader
{
    /// <summary>Characters of a definition; the largest of ours has a tenth of it.</summary>
    private const int LengthMax = 1_000_000;

    private const int FlowsMax = 64;

    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    public static BotDefinitionResult Read(string json)
    {
        if (json.Length > LengthMax) { return Invalid("$", $"It is longer than {LengthMax} characters."); }
        try
        {
            using var document = JsonDocument.Parse(json, _options);
            var errors = new List<BotError>();
            var bot = Bot(new BotJson(document.RootElement, "$", errors));
            if (errors.Count == 0) { BotChecks.Check(bot, errors); }
            return errors.Count == 0 ? new BotDefinitionResult.Valid(bot) : new BotDefinitionResult.Invalid([.. errors]);
        }
        catch (JsonException unreadable)
        {
            return Invalid("$", $"It is not JSON that can be read, at line {unreadable.LineNumber + 1}.");
        }
    }

    private static BotDefinition Bot(BotJson json)
    {
        json.Only("$schema", "id", "version", "sector", "defaultLocale", "texts", "intents", "menu", "flows", "faq", "functions",
            "handOver", "model");
        var flows = Flows(json.Get("flows"));
        return new BotDefinition
        {
            Reference = new BotReference(json.Get("id").Name(), json.Get("version").Whole(1, int.MaxValue)),
            Sector = json.Get("sector").Name(),
            DefaultLocale = Locale(json.Get("defaultLocale")),
            Texts = Texts(json.Get("texts")),
            Intents = Intents(json.Get("intents")),
            Flows = flows,
            Slots = Slots(flows),
            Menu = [.. json.Get("menu").Items().Select(MenuEntry)],
            Faq = [.. json.Get("faq").Items().Select(Faq)],
            Functions = [.. json.Get("functions").Items().Select(name => name.Text())],
            HandOver = HandOver(json.Get("handOver")),
            Model = Model(json.Get("model")),
        };
    }

    private static string Locale(BotJson json)
    {
        var locale = json.Text();
        if (locale.Length > 0 && !Locales.All.Contains(locale)) { json.Fail($"A locale is one of {string.Join(", ", Locales.All)}."); }
        return locale;
    }

    private static BotTexts Texts(BotJson json)
    {
        var byLocale = Locales.All.ToDictionary(
            locale => locale, _ => ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (key, text) in json.Members())
        {
            text.Only([.. Locales.All]);
            foreach (var locale in Locales.All) { byLocale[locale][key] = text.Get(locale).Text(); }
        }
        return new BotTexts(
            byLocale.ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value.ToImmutable(), StringComparer.Ordinal));
    }

    private static ImmutableSortedDictionary<string, BotIntent> Intents(BotJson json)
    {
        var intents = ImmutableSortedDictionary.CreateBuilder<string, BotIntent>(StringComparer.Ordinal);
        foreach (var (name, intent) in json.Members())
        {
            intent.Only("goTo", "interrupts", "yields", "command", "keywords", "patterns", "examples");
            if (!intent.Has("goTo")) { intent.Get("goTo").Text(); }
            var goTo = intent.TargetOr("goTo", Target.To(FlowNames.Menu));
            if (goTo.Flow is null) { intent.Get("goTo").Fail("An intent leads to a flow: flow:name."); }
            intents[name] = new BotIntent(
                name, goTo, intent.Flag("interrupts"), intent.Flag("yields"), intent.Flag("command"),
                Locales.All.ToImmutableSortedDictionary(locale => locale, locale => Wordings(intent, locale), StringComparer.Ordinal));
        }
        return intents.ToImmutable();
    }

    private static IntentWordings Wordings(BotJson intent, string locale) => new(
        [.. Phrases(intent.Get("keywords").Get(locale))],
        intent.Has("patterns") ? [.. intent.Get("patterns").Get(locale).Items().SelectMany(Pattern)] : [],
        [.. Phrases(intent.Get("examples").Get(locale))]);

    private static IEnumerable<Phrase> Phrases(BotJson json)
    {
        foreach (var item in json.Items())
        {
            var phrase = Phrase.Of(item.Text());
            if (phrase.Words.Length == 0) { item.Fail("It holds no word."); }
            yield return phrase;
        }
    }

    private static IEnumerable<Regex> Pattern(BotJson json)
    {
        var text = json.Text();
        Regex? pattern = null;
        try
        {
            pattern = new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            json.Fail("It is not a regular expression without look-around and back-references.");
        }
        if (pattern is not null) { yield return pattern; }
    }

    private static ImmutableSortedDictionary<string, BotFlow> Flows(BotJson json)
    {
        var flows = json.Members().ToArray();
        if (flows.Length > FlowsMax) { json.Fail($"A bot has at most {FlowsMax} flows."); }
        return flows.Take(FlowsMax).ToImmutableSortedDictionary(
            flow => flow.Name, flow => new BotFlow(flow.Name, StepReader.Steps(flow.Value)), StringComparer.Ordinal);
    }

    private static ImmutableSortedDictionary<string, BotSlot> Slots(ImmutableSortedDictionary<string, BotFlow> flows)
    {
        var slots = ImmutableSortedDictionary.CreateBuilder<string, BotSlot>(StringComparer.Ordinal);
        foreach (var step in flows.Values.SelectMany(flow => flow.Steps))
        {
            if (step is AskStep ask) { slots[ask.Slot] = new BotSlot(ask.Kind, []); }
            if (step is ChooseStep { Slot: { } slot } choose) { slots[slot] = new BotSlot(SlotKind.Choice, choose.Choices); }
        }
        return slots.ToImmutable();
    }

    private static BotMenuEntry MenuEntry(BotJson json)
    {
        json.Only("intent", "when");
        return new BotMenuEntry(json.Get("intent").Name(), json.Condition("when"));
    }

    private static BotFaq Faq(BotJson json)
    {
        json.Only("questions", "answer", "when");
        var questions = Locales.All.ToImmutableSortedDictionary(
            locale => locale,
            locale => json.Get("questions").Get(locale).Items().Select(item => item.Text()).ToImmutableArray(),
            StringComparer.Ordinal);
        return new BotFaq(questions, json.Get("answer").Text(), json.Condition("when"));
    }

    private static HandOverRules HandOver(BotJson json)
    {
        json.Only("attemptsMax", "target");
        return new HandOverRules(json.Get("attemptsMax").Whole(1, 5), json.OptionalText("target"));
    }

    private static ModelSettings Model(BotJson json)
    {
        json.Only("prompt", "temperature", "answerTokensMax");
        return new ModelSettings(
            json.Get("prompt").Text(), json.Get("temperature").Fraction(0, 2), json.Get("answerTokensMax").Whole(1, 8_192));
    }

    private static BotDefinitionResult.Invalid Invalid(string path, string reason) => new([new BotError(path, reason)]);
}
