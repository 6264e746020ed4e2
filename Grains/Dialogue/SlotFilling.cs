namespace Platform.Dialogue;

/// <summary>Takes what a customer already told in passing, so that it is not asked again.</summary>
internal static class SlotFilling
{
    /// <summary>Fills what a step would ask for and the platform knows already, also where the step itself is passed over.</summary>
    public static StepScope FromContext(StepScope scope, BotStep step)
    {
        if (step is not AskStep { Known: AskStep.ContactName } ask || scope.Session.Slots.ContainsKey(ask.Slot)) { return scope; }
        var name = scope.ContactName is null ? null : SlotReader.Read(ask.Kind, scope.Context.ContactName!, scope.Now, scope.Locale);
        return name is null ? scope : scope with { Session = scope.Session.WithSlot(ask.Slot, name) };
    }

    /// <summary>Fills what a form will ask for and the request that began it plainly tells.</summary>
    public static StepScope FromRequest(StepScope scope, BotIntent intent, string text)
    {
        if (text.Length == 0 || !scope.Bot.Flows.TryGetValue(intent.GoTo.Flow ?? "", out var flow)) { return scope; }
        scope = Picks(Mentions(scope, flow, text, except: null), flow, text);
        var request = flow.Steps.OfType<AskStep>().FirstOrDefault(ask => ask.Known == AskStep.Request);
        return request is not null && SaysMore(intent, text, scope.Locale)
            && SlotReader.Read(request.Kind, text, scope.Now, scope.Locale) is { } value
            ? scope with { Session = scope.Session.WithSlot(request.Slot, value) }
            : scope;
    }

    /// <summary>Fills what an answer tells besides: "sexta às 10" where only the day was asked, or another day with the time.</summary>
    public static StepScope FromAnswer(StepScope scope, AskStep answered, string text)
    {
        var flow = scope.Bot.Flows[scope.Session.Flow];
        return Possible(Mentions(scope, flow, text, answered), flow, answered);
    }

    /// <summary>
    /// What a form asked for and a text plainly says otherwise, as "na verdade às 11" where the answers are shown once more; and the first of it
    /// at which the company is closed. <c>null</c> where it says nothing of the kind.
    /// </summary>
    public static (StepScope Scope, AskStep? Closed)? Corrected(StepScope scope, string text)
    {
        var flow = scope.Bot.Flows[scope.Session.Flow];
        var said = scope;
        foreach (var ask in flow.Steps.OfType<AskStep>())
        {
            if (!scope.Session.Slots.ContainsKey(ask.Slot)) { continue; }
            if (SlotReader.Mentioned(ask.Kind, text, scope.Now, scope.Locale) is not { } value) { continue; }
            if (ask.OpenOnly && !OpenDays.Allow(ask.Kind, value, said)) { return (scope, ask); }
            said = said with { Session = said.Session.WithSlot(ask.Slot, value) };
        }
        return said == scope ? null : (Possible(said, flow, except: null), null);
    }

    // "Agendar um exame": a choice of the form that is named in the request is not offered again.
    private static StepScope Picks(StepScope scope, BotFlow flow, string text)
    {
        foreach (var choose in flow.Steps.OfType<ChooseStep>())
        {
            if (choose.Slot is not { } slot) { continue; }
            var choices = choose.Choices.Where(choice => choice.GoTo == Target.Next).Select(choice => choice.Show(scope));
            if (ChoiceReader.Named([.. TextForms.Words(text)], [.. choices]) is { } id)
            {
                scope = scope with { Session = scope.Session.WithSlot(slot, id) };
            }
        }
        return scope;
    }

    private static StepScope Mentions(StepScope scope, BotFlow flow, string text, AskStep? except)
    {
        foreach (var ask in flow.Steps.OfType<AskStep>().Where(ask => ask != except))
        {
            if (SlotReader.Mentioned(ask.Kind, text, scope.Now, scope.Locale) is not { } value) { continue; }
            if (ask.OpenOnly && !OpenDays.Allow(ask.Kind, value, scope)) { continue; }
            scope = scope with { Session = scope.Session.WithSlot(ask.Slot, value) };
        }
        return scope;
    }

    // "Às 17h", and later "sábado", when the company closes at noon: the time is asked again.
    private static StepScope Possible(StepScope scope, BotFlow flow, AskStep? except)
    {
        foreach (var ask in flow.Steps.OfType<AskStep>().Where(ask => ask.OpenOnly && ask != except))
        {
            if (!scope.Session.Slots.TryGetValue(ask.Slot, out var value) || OpenDays.Allow(ask.Kind, value, scope)) { continue; }
            scope = scope with { Session = scope.Session with { Slots = scope.Session.Slots.Remove(ask.Slot) } };
        }
        return scope;
    }

    // "Quero comprar um carro" says no more than the intent; "tem corsa até 30 mil?" already tells what is wanted.
    private static bool SaysMore(BotIntent intent, string text, string locale)
    {
        var wordings = intent.Wordings.GetValueOrDefault(locale, IntentWordings.None);
        var known = wordings.Keywords.SelectMany(phrase => phrase.Words).ToHashSet(StringComparer.Ordinal);
        return TextForms.Words(text).Any(word => word.Length > 1 && !known.Contains(word) && !Language.Of(locale).StopWords.Contains(word));
    }
}
