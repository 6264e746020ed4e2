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

    /// <summary>Fills the dates and times that the flow will ask for and that the text plainly mentions.</summary>
    public static StepScope FromMention(StepScope scope, Target where, string text)
    {
        if (text.Length == 0 || where.Flow is null || !scope.Bot.Flows.TryGetValue(where.Flow, out var flow)) { return scope; }
        foreach (var ask in flow.Steps.OfType<AskStep>())
        {
            if (ask.Kind is not (SlotKind.Date or SlotKind.Time) || scope.Session.Slots.ContainsKey(ask.Slot)) { continue; }
            if (SlotReader.Mentioned(ask.Kind, text, scope.Now, scope.Locale) is { } value)
            {
                if (ask.OpenOnly && !OpenDays.Allow(ask.Kind, value, scope)) { continue; }
                scope = scope with { Session = scope.Session.WithSlot(ask.Slot, value) };
            }
        }
        return scope;
    }
}
