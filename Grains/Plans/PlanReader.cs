using System.Collections.Immutable;
using System.Text.Json;
using Platform.Dialogue;

namespace Platform.Plans;

/// <summary>Reads a plan's definition from JSON and checks it as a whole. Pure, and never throws for what is in it.</summary>
internal static class PlanReader
{
    /// <summary>Characters of a definition; ours have a thousand.</summary>
    private const int LengthMax = 20_000;

    private const int Mebibyte = 1_048_576;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    private static readonly ImmutableArray<(string Name, Meter Meter, int Unit)> Meters =
    [
        ("users", Meter.Users, 1),
        ("channels", Meter.Channels, 1),
        ("conversations", Meter.Conversations, 1),
        ("messages", Meter.Messages, 1),
        ("callMinutes", Meter.CallSeconds, 60),
        ("modelSpend", Meter.ModelSpend, 1),
        ("storageMegabytes", Meter.StorageBytes, Mebibyte),
    ];

    private static readonly ImmutableSortedDictionary<string, LimitAction> Actions = new Dictionary<string, LimitAction>
    {
        ["warn-only"] = LimitAction.WarnOnly,
        ["stop-new-conversations"] = LimitAction.StopNewConversations,
        ["bot-off"] = LimitAction.BotOff,
        ["menu-only"] = LimitAction.MenuOnly,
        ["refuse"] = LimitAction.Refuse,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The plan, or what is wrong with the definition.</summary>
    public static (Plan? Plan, ImmutableArray<PlanError> Errors) Read(string json)
    {
        if (json.Length > LengthMax) { return (null, [new PlanError("$", $"It is longer than {LengthMax} characters.")]); }
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            var errors = new List<BotError>();
            var plan = Plan(new BotJson(document.RootElement, "$", errors));
            return errors.Count == 0 ? (plan, []) : (null, [.. errors.Select(error => new PlanError(error.Path, error.Reason))]);
        }
        catch (JsonException unreadable)
        {
            return (null, [new PlanError("$", $"It is not JSON that can be read, at line {unreadable.LineNumber + 1}.")]);
        }
    }

    private static Plan Plan(BotJson json)
    {
        json.Only("$schema", "id", "version", "names", "price", "currency", "softPercent", "callRounding", "terms", "limits");
        return new Plan(
            json.Get("id").Name(),
            json.Get("version").Whole(1, int.MaxValue),
            Names(json.Get("names")),
            json.Get("price").Whole(0, int.MaxValue),
            Currency(json.Get("currency")),
            json.Get("softPercent").Whole(1, 100),
            Rounding(json.Get("callRounding")),
            Terms(json.Get("terms")),
            Limits(json.Get("limits")));
    }

    private static ImmutableSortedDictionary<string, string> Names(BotJson json)
    {
        json.Only([.. Locales.All]);
        return Locales.All.ToImmutableSortedDictionary(locale => locale, locale => json.Get(locale).Text(), StringComparer.Ordinal);
    }

    private static string Currency(BotJson json)
    {
        var text = json.Text();
        if (text.Length > 0 && (text.Length != 3 || !text.All(char.IsAsciiLetterUpper))) { json.Fail("A currency is three capitals: BRL."); }
        return text;
    }

    private static CallRounding Rounding(BotJson json)
    {
        json.Only("firstSeconds", "stepSeconds");
        return new CallRounding(json.Get("firstSeconds").Whole(0, 3_600), json.Get("stepSeconds").Whole(1, 3_600));
    }

    private static PaymentTerms Terms(BotJson json)
    {
        json.Only("trialDays", "dueDays", "graceDays");
        return new PaymentTerms(
            json.Get("trialDays").Whole(0, 365), json.Get("dueDays").Whole(0, 90), json.Get("graceDays").Whole(0, 365));
    }

    private static ImmutableArray<PlanLimit> Limits(BotJson json)
    {
        json.Only([.. Meters.Select(meter => meter.Name)]);
        return [.. Meters.Where(meter => json.Has(meter.Name)).Select(meter => Limit(json.Get(meter.Name), meter.Meter, meter.Unit))];
    }

    private static PlanLimit Limit(BotJson json, Meter meter, int unit)
    {
        json.Only("max", "action");
        return new PlanLimit(meter, (long)json.Get("max").Whole(0, int.MaxValue) * unit, Action(json.Get("action"), meter));
    }

    private static LimitAction Action(BotJson json, Meter meter)
    {
        var text = json.Text();
        if (text.Length == 0) { return LimitAction.WarnOnly; }
        var isAdded = meter is Meter.Users or Meter.Channels;
        if (!Actions.TryGetValue(text, out var action))
        {
            json.Fail($"An action is one of {string.Join(", ", Actions.Keys)}.");
        }
        else if (action != LimitAction.WarnOnly && (action == LimitAction.Refuse) != isAdded)
        {
            json.Fail("What people add is refused or warned of; what customers do is not refused.");
        }
        return action;
    }
}
