namespace Platform.Dialogue;

/// <summary>How an intent is followed from where the session stands.</summary>
internal static class Intents
{
    /// <summary>Goes where the intent leads; an interruption remembers the unfinished question.</summary>
    public static Move Follow(StepScope scope, BotIntent intent, string text)
    {
        var session = scope.Session with { Attempts = 0 };
        if (intent.Interrupts) { return Move.To(scope with { Session = Interrupt(scope, session) }, intent.GoTo); }
        if (InForm(scope) && intent.GoTo.Flow == session.Flow) { return Move.Repeat(scope with { Session = session }); }

        var fresh = new DialogueSession(session.Bot, session.Locale, session.Flow, session.Step);
        var started = scope with { Session = fresh };
        return Move.To(SlotFilling.FromRequest(started, intent, text), intent.GoTo);
    }

    /// <summary>Says an answer in between.</summary>
    public static Move Tell(StepScope scope, string answer)
    {
        var told = scope with { Session = scope.Session with { Attempts = 0 } };
        return InForm(scope) ? Move.Repeat(told, answer) : new Move(told, [answer], Target.To(FlowNames.More));
    }

    /// <summary>The session with its question remembered, where it is one worth coming back to.</summary>
    public static DialogueSession Interrupt(StepScope scope, DialogueSession session) =>
        InForm(scope) ? session with { Resume = $"{session.Flow}/{session.Step}" } : session;

    /// <summary>Whether the session stands in a form: a flow that fills slots.</summary>
    public static bool InForm(StepScope scope) =>
        scope.Bot.Flows[scope.Session.Flow].Steps.Any(step => step is AskStep or ChooseStep { Slot: not null });
}
