namespace Platform.Dialogue;

/// <summary>What a choice comes to.</summary>
internal static class Choosing
{
    /// <summary>Takes a choice that was offered, with the words that picked it, if any; <c>null</c> when it was not offered.</summary>
    public static Move? Take(StepScope scope, string id, string text = "")
    {
        var offered = scope.Session.Offered.FirstOrDefault(choice => choice.Id == id);
        if (offered == default) { return null; }
        var taken = scope with { Session = scope.Session with { Attempts = 0 } };
        return scope.Bot.Find(scope.Session.Flow, scope.Session.Step) switch
        {
            ChooseStep choose => OfStep(taken, choose, offered, text),
            AskStep ask => Move.To(taken with { Session = taken.Session.WithSlot(ask.Slot, id) }, Target.Next),
            _ => null,
        };
    }

    private static Move? OfStep(StepScope scope, ChooseStep step, OfferedChoice offered, string text)
    {
        if (step.Choices.FirstOrDefault(choice => choice.Id == offered.Id) is { } own) { return Own(scope, step, own); }
        if (Offers.AnswerTo(offered.Id, offered.Title, scope) is { } answer) { return new Move(scope, [answer], Target.Next); }
        return step.Offer == Offer.Menu && scope.Bot.Intents.TryGetValue(offered.Id, out var intent)
            ? Intents.Follow(scope, intent, text)
            : Kept(scope, step, offered.Id);
    }

    private static Move Own(StepScope scope, ChooseStep step, BotChoice choice)
    {
        var session = scope.Session with { Slots = scope.Session.Slots.RemoveRange(choice.Clears) };
        if (step.Slot is not null) { session = session.WithSlot(step.Slot, choice.Id); }
        return Move.To(scope with { Session = session }, choice.GoTo);
    }

    private static Move? Kept(StepScope scope, ChooseStep step, string id) =>
        step.Slot is null ? null : Move.To(scope with { Session = scope.Session.WithSlot(step.Slot, id) }, Target.Next);
}
