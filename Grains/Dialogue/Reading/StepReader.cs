using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>Reads the steps of a flow.</summary>
internal static class StepReader
{
    /// <summary>Steps of one flow; a form of this length would be finished by nobody.</summary>
    private const int StepsMax = 40;

    public static ImmutableArray<BotStep> Steps(BotJson json)
    {
        var items = json.Items();
        if (items.Length is 0 or > StepsMax) { json.Fail($"A flow has 1 to {StepsMax} steps."); }
        ImmutableArray<BotStep> steps = [.. items.Take(StepsMax).Select(Step)];
        for (var index = 0; index < steps.Length; index++)
        {
            if (steps.Take(index).Any(step => step.Id == steps[index].Id))
            {
                items[index].Get("id").Fail("Another step of the flow has this id.");
            }
        }
        return steps;
    }

    private static BotStep Step(BotJson json, int index)
    {
        var id = json.Has("id") ? json.Get("id").Name() : $"step-{index + 1}";
        var when = json.Condition("when");
        var type = json.Get("type").Text();
        return type switch
        {
            "say" => new SayStep(id, when, json.Only("type", "id", "when", "text").Get("text").Text()),
            "ask" => Ask(json, id, when),
            "choose" => Choose(json, id, when),
            "call" => Call(json, id, when),
            "branch" => Branch(json, id, when),
            "handOver" => HandOver(json.Only("type", "id", "when", "text", "reason"), id, when),
            "end" => new EndStep(id, when, json.Only("type", "id", "when", "text").OptionalText("text")),
            _ => Unknown(json, id, when, type),
        };
    }

    private static EndStep Unknown(BotJson json, string id, Condition? when, string type)
    {
        if (type.Length > 0) { json.Get("type").Fail("A step is one of say, ask, choose, call, branch, handOver, end."); }
        return new EndStep(id, when, null);
    }

    private static HandOverStep HandOver(BotJson json, string id, Condition? when) =>
        new(id, when, json.OptionalText("text"), json.Get("reason").Name());

    private static AskStep Ask(BotJson json, string id, Condition? when)
    {
        json.Only("type", "id", "when", "slot", "kind", "text", "offer", "offerWhen", "known", "openOnly");
        var known = json.OptionalText("known");
        if (known is not (null or AskStep.ContactName or AskStep.Request)) { json.Get("known").Fail("It is contactName or request."); }
        var kind = json.Get("kind");
        var parsed = Enumeration(kind, SlotKind.Text);
        if (parsed == SlotKind.Choice) { kind.Fail("A choice is asked for by a step of type choose."); }
        return new AskStep(
            id, when, json.Get("slot").Name(), parsed, json.Get("text").Text(), OfferOf(json), json.Condition("offerWhen"), known,
            json.Flag("openOnly"));
    }

    private static ChooseStep Choose(BotJson json, string id, Condition? when)
    {
        json.Only("type", "id", "when", "text", "slot", "offer", "choices", "list");
        var choices = json.Has("choices") ? json.Get("choices").Items() : [];
        var offer = OfferOf(json);
        if (choices.Length == 0 && offer == Offer.None) { json.Get("choices").Fail("A choice needs choices or an offer."); }
        if (choices.Length > DialogueSession.OfferedMax)
        {
            json.Get("choices").Fail($"At most {DialogueSession.OfferedMax} choices have a key.");
        }
        return new ChooseStep(
            id, when, json.Get("text").Text(), json.Has("slot") ? json.Get("slot").Name() : null, offer,
            [.. choices.Take(DialogueSession.OfferedMax).Select(ChoiceOf)], json.Flag("list", otherwise: true));
    }

    private static BotChoice ChoiceOf(BotJson json)
    {
        json.Only("id", "when", "text", "goTo", "clears", "synonyms");
        var synonyms = json.Has("synonyms")
            ? Locales.All.ToImmutableSortedDictionary(
                locale => locale,
                locale => json.Get("synonyms").Get(locale).Items().Select(item => item.Text()).ToImmutableArray(),
                StringComparer.Ordinal)
            : ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;
        return new BotChoice(
            json.Get("id").Name(), json.Condition("when"), json.Get("text").Text(), json.TargetOr("goTo", Target.Next),
            json.Has("clears") ? [.. json.Get("clears").Items().Select(item => item.Name())] : [], synonyms);
    }

    private static CallStep Call(BotJson json, string id, Condition? when)
    {
        json.Only("type", "id", "when", "function", "arguments", "succeeded", "failed");
        var arguments = json.Get("arguments").Members()
            .Select(argument => KeyValuePair.Create(argument.Name, argument.Value.Text()))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
        if (!json.Has("failed")) { json.Get("failed").Text(); }
        return new CallStep(
            id, when, json.Get("function").Text(), arguments,
            json.TargetOr("succeeded", Target.Next), json.TargetOr("failed", Target.Next));
    }

    private static BranchStep Branch(BotJson json, string id, Condition? when)
    {
        json.Only("type", "id", "when", "cases", "otherwise");
        var cases = json.Has("cases") ? json.Get("cases").Items() : [];
        return new BranchStep(id, when, [.. cases.Select(CaseOf)], json.TargetOr("otherwise", Target.Next));
    }

    private static BranchCase CaseOf(BotJson json)
    {
        json.Only("when", "goTo");
        if (!json.Has("when")) { json.Get("when").Text(); }
        if (!json.Has("goTo")) { json.Get("goTo").Text(); }
        return new BranchCase(json.Condition("when") ?? new Condition("open"), json.TargetOr("goTo", Target.Next));
    }

    private static Offer OfferOf(BotJson json) => json.Has("offer") ? Enumeration(json.Get("offer"), Offer.None) : Offer.None;

    private static T Enumeration<T>(BotJson json, T otherwise) where T : struct, Enum
    {
        var text = json.Text();
        foreach (var value in Enum.GetValues<T>())
        {
            var name = value.ToString();
            if (text == char.ToLowerInvariant(name[0]) + name[1..]) { return value; }
        }
        if (text.Length > 0)
        {
            json.Fail($"It is none of {string.Join(", ", Enum.GetNames<T>().Select(name => char.ToLowerInvariant(name[0]) + name[1..]))}.");
        }
        return otherwise;
    }
}
