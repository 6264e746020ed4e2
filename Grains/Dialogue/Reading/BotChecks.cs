using System.Text.RegularExpressions;

namespace Platform.Dialogue;

/// <summary>Checks what one value alone cannot show: that names lead somewhere and texts exist.</summary>
internal static partial class BotChecks
{
    /// <summary>Texts that the engine itself says.</summary>
    private static readonly string[] _requiredTexts =
        ["hello", "retry.text", "retry.silence", "retry.invalid", Answering.ClosedText, Answering.ClosedDayText, "attachment.unknown"];

    public static void Check(BotDefinition bot, List<BotError> errors)
    {
        Required(bot, errors);
        Texts(bot, errors);
        foreach (var intent in bot.Intents.Values) { TargetOf(bot, intent.GoTo, null, $"$.intents.{intent.Name}.goTo", errors); }
        for (var index = 0; index < bot.Menu.Length; index++) { MenuEntry(bot, index, errors); }
        for (var index = 0; index < bot.Faq.Length; index++) { TextOf(bot, bot.Faq[index].Answer, $"$.faq[{index}].answer", errors); }
        foreach (var flow in bot.Flows.Values)
        {
            for (var index = 0; index < flow.Steps.Length; index++)
            {
                Step(bot, flow, flow.Steps[index], $"$.flows.{flow.Name}[{index}]", errors);
            }
        }
        if (bot.Slots.Count > DialogueSession.SlotsMax)
        {
            errors.Add(new("$.flows", $"A bot has at most {DialogueSession.SlotsMax} slots."));
        }
        foreach (var function in bot.Functions.Except(FunctionNames.All))
        {
            errors.Add(new("$.functions", $"The function {function} is not known."));
        }
        TextOf(bot, bot.Model.Prompt, "$.model.prompt", errors);
    }

    private static void Required(BotDefinition bot, List<BotError> errors)
    {
        foreach (var flow in BotDefinition.RequiredFlows.Where(flow => !bot.Flows.ContainsKey(flow)))
        {
            errors.Add(new("$.flows", $"The flow {flow} is missing."));
        }
        foreach (var key in _requiredTexts) { TextOf(bot, key, "$.texts", errors); }
    }

    private static void Texts(BotDefinition bot, List<BotError> errors)
    {
        foreach (var key in bot.Texts.Keys)
        {
            if (BotTexts.BaseOf(key) != key && !bot.Texts.Has(BotTexts.BaseOf(key)))
            {
                errors.Add(new($"$.texts.{key}", "It is a variant of a text that is not there."));
            }
            foreach (var locale in Locales.All) { Placeholders(bot, key, locale, errors); }
        }
    }

    private static void Placeholders(BotDefinition bot, string key, string locale, List<BotError> errors)
    {
        foreach (var name in NamesIn(bot.Texts.Exact(locale, key)).Where(name => !Variables.IsKnown(name, bot.Slots.ContainsKey)))
        {
            errors.Add(new($"$.texts.{key}.{locale}", $"The placeholder {{{name}}} is not known."));
        }
    }

    private static void MenuEntry(BotDefinition bot, int index, List<BotError> errors)
    {
        var entry = bot.Menu[index];
        if (!bot.Intents.ContainsKey(entry.Intent))
        {
            errors.Add(new($"$.menu[{index}].intent", $"The intent {entry.Intent} is not there."));
        }
        TextOf(bot, $"menu.{entry.Intent}", $"$.menu[{index}].intent", errors);
        if (index >= DialogueSession.OfferedMax)
        {
            errors.Add(new($"$.menu[{index}]", $"At most {DialogueSession.OfferedMax} entries have a key."));
        }
    }

    private static void Step(BotDefinition bot, BotFlow flow, BotStep step, string path, List<BotError> errors)
    {
        ConditionOf(bot, step.When, $"{path}.when", errors);
        switch (step)
        {
            case SayStep say: TextOf(bot, say.Text, $"{path}.text", errors); break;
            case AskStep ask: Ask(bot, ask, path, errors); break;
            case ChooseStep choose: Choose(bot, flow, choose, path, errors); break;
            case CallStep call: Call(bot, flow, call, path, errors); break;
            case BranchStep branch: Branch(bot, flow, branch, path, errors); break;
            case HandOverStep { Text: { } text }: TextOf(bot, text, $"{path}.text", errors); break;
            case EndStep { Text: { } text }: TextOf(bot, text, $"{path}.text", errors); break;
            default: break;
        }
    }

    private static void Ask(BotDefinition bot, AskStep ask, string path, List<BotError> errors)
    {
        TextOf(bot, ask.Text, $"{path}.text", errors);
        ConditionOf(bot, ask.OfferWhen, $"{path}.offerWhen", errors);
    }

    private static void Choose(BotDefinition bot, BotFlow flow, ChooseStep choose, string path, List<BotError> errors)
    {
        TextOf(bot, choose.Text, $"{path}.text", errors);
        for (var index = 0; index < choose.Choices.Length; index++)
        {
            var (choice, at) = (choose.Choices[index], $"{path}.choices[{index}]");
            TextOf(bot, choice.Text, $"{at}.text", errors);
            TargetOf(bot, choice.GoTo, flow, $"{at}.goTo", errors);
            ConditionOf(bot, choice.When, $"{at}.when", errors);
            if (choose.Choices.Take(index).Any(other => other.Id == choice.Id))
            {
                errors.Add(new($"{at}.id", "Another choice of the step has this id."));
            }
            foreach (var slot in choice.Clears.Where(slot => !bot.Slots.ContainsKey(slot)))
            {
                errors.Add(new($"{at}.clears", $"The slot {slot} is not there."));
            }
        }
    }

    private static void Call(BotDefinition bot, BotFlow flow, CallStep call, string path, List<BotError> errors)
    {
        if (!bot.Functions.Contains(call.Function)) { errors.Add(new($"{path}.function", "The bot may not call this function.")); }
        TargetOf(bot, call.Succeeded, flow, $"{path}.succeeded", errors);
        TargetOf(bot, call.Failed, flow, $"{path}.failed", errors);
        foreach (var (name, template) in call.Arguments) { Argument(bot, template, $"{path}.arguments.{name}", errors); }
    }

    private static void Argument(BotDefinition bot, string template, string path, List<BotError> errors)
    {
        if (template.StartsWith("{text:", StringComparison.Ordinal) && template.EndsWith('}'))
        {
            TextOf(bot, template["{text:".Length..^1], path, errors);
            return;
        }
        foreach (var name in NamesIn(template).Where(name => !Variables.IsKnown(name, bot.Slots.ContainsKey)))
        {
            errors.Add(new(path, $"The placeholder {{{name}}} is not known."));
        }
    }

    private static void Branch(BotDefinition bot, BotFlow flow, BranchStep branch, string path, List<BotError> errors)
    {
        TargetOf(bot, branch.Otherwise, flow, $"{path}.otherwise", errors);
        for (var index = 0; index < branch.Cases.Length; index++)
        {
            ConditionOf(bot, branch.Cases[index].When, $"{path}.cases[{index}].when", errors);
            TargetOf(bot, branch.Cases[index].GoTo, flow, $"{path}.cases[{index}].goTo", errors);
        }
    }

    private static void TextOf(BotDefinition bot, string key, string path, List<BotError> errors)
    {
        if (!bot.Texts.Has(key)) { errors.Add(new(path, $"The text {key} is not there.")); }
    }

    private static void ConditionOf(BotDefinition bot, Condition? condition, string path, List<BotError> errors)
    {
        foreach (var slot in condition?.Slots ?? [])
        {
            if (!bot.Slots.ContainsKey(slot)) { errors.Add(new(path, $"The slot {slot} is not there.")); }
        }
    }

    private static void TargetOf(BotDefinition bot, Target target, BotFlow? here, string path, List<BotError> errors)
    {
        if (target == Target.Next || target == Target.Resume) { return; }
        var flow = target.Flow is null ? here : bot.Flows.GetValueOrDefault(target.Flow);
        if (flow is null) { errors.Add(new(path, $"The flow {target.Flow} is not there.")); }
        else if (target.Step is { } step && flow.Steps.All(candidate => candidate.Id != step))
        {
            errors.Add(new(path, $"The step {step} is not there."));
        }
    }

    private static IEnumerable<string> NamesIn(string text) => Placeholder().Matches(text).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"\{([^{}]*)\}", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
