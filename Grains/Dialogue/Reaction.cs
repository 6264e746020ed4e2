namespace Platform.Dialogue;

/// <summary>What each kind of input comes to, at the beginning and on each kind of step.</summary>
internal sealed class Reaction(IUnderstanding understanding)
{
    private const string PersonIntent = "person";

    /// <summary>The first input of a session: a greeting, and at once what was asked for where that is clear.</summary>
    public Move Open(StepScope scope, DialogueInput input) => input switch
    {
        DialogueInput.Text(var text) => OpenWith(scope, text),
        DialogueInput.Attachment(_, var caption) when HasText(caption) => OpenWith(scope, caption!),
        DialogueInput.Attachment(var kind, _) =>
            new Move(scope, [scope.Text("hello"), AttachmentText(scope, kind)], Target.To(FlowNames.Menu)),
        DialogueInput.Choice(var id, _) when scope.Bot.Intents.TryGetValue(id, out var intent) =>
            Greeted(scope, Intents.Follow(scope, intent, "")),
        DialogueInput.Choice(_, var title) when HasText(title) => OpenWith(scope, title),
        _ => Move.To(scope, Target.To(FlowNames.Start)),
    };

    /// <summary>An input where the session stands on a step.</summary>
    public Move Answer(StepScope scope, DialogueInput input)
    {
        var step = scope.Bot.Find(scope.Session.Flow, scope.Session.Step);
        return (step, input) switch
        {
            (_, DialogueInput.Started) => Move.To(Fresh(scope), Target.To(FlowNames.Start)),
            (CallStep call, _) => Returned(scope, call, input),
            (HandOverStep, _) => AfterTransfer(scope, input),
            (_, DialogueInput.FunctionReturned) => Move.Repeat(scope),
            (_, DialogueInput.Silence) => Patience.Again(scope, "silence"),
            (_, DialogueInput.Invalid) => Patience.Again(scope, "invalid"),
            (_, DialogueInput.Choice(var id, var title)) => Chosen(scope, id, title),
            (_, DialogueInput.Digit(var digits)) => Keyed(scope, digits),
            (_, DialogueInput.Attachment(_, var caption)) when HasText(caption) => Said(scope, caption!),
            (_, DialogueInput.Attachment(var kind, _)) => Move.Repeat(scope, AttachmentText(scope, kind)),
            (_, DialogueInput.Text(var text)) => Said(scope, text),
            _ => throw new InvalidOperationException($"Input {input.GetType().Name} is not handled."),
        };
    }

    private Move OpenWith(StepScope scope, string text)
    {
        var meaning = understanding.Understand(text, UnderstandingScope.Of(scope, []));
        if (meaning.Intent is { } match && match.Locale != scope.Locale)
        {
            scope = scope with { Session = scope.Session with { Locale = match.Locale } };
        }
        var move = Wanted(scope, meaning, text);
        return move is null ? Move.To(scope, Target.To(FlowNames.Start)) : Greeted(scope, move);
    }

    private static Move Greeted(StepScope scope, Move move) => move with { Says = [scope.Text("hello"), .. move.Says] };

    private static Move? Wanted(StepScope scope, Meaning meaning, string text)
    {
        if (meaning.Intent is { Intent: { Yields: false } intent } match && match.Score >= (meaning.Answer?.Score ?? 0))
        {
            return Intents.Follow(scope, intent, text);
        }
        return meaning.Answer is { } answer ? new Move(scope, [answer.Text], Target.To(FlowNames.More)) : null;
    }

    private Move Said(StepScope scope, string text) => new Answering(scope, understanding).To(text);

    private static Move Returned(StepScope scope, CallStep call, DialogueInput input)
    {
        if (input is DialogueInput.FunctionReturned(var name, var outcome) && name == call.Function)
        {
            return outcome switch
            {
                FunctionOutcome.Succeeded(var data) =>
                    Move.To(scope with { Result = data, Session = scope.Session with { Attempts = 0 } }, call.Succeeded),
                FunctionOutcome.Failed => Move.To(scope with { Session = scope.Session with { Attempts = 0 } }, call.Failed),
                _ => throw new InvalidOperationException($"Function outcome {outcome.GetType().Name} is not handled."),
            };
        }
        return Move.To(scope, call.Failed);
    }

    // Whatever is heard again on a call that was being transferred, the transfer has not worked.
    private static Move AfterTransfer(StepScope scope, DialogueInput input) =>
        input is DialogueInput.FunctionReturned(FunctionNames.PersonTransfer, FunctionOutcome.Succeeded)
            ? Move.To(scope, Target.To(FlowNames.Goodbye))
            : Move.To(Fresh(scope), Target.To(FlowNames.TransferFailed));

    private Move Chosen(StepScope scope, string id, string title)
    {
        if (Choosing.Take(scope, id) is { } move) { return move; }
        // A button of an earlier message: what the menu can do, it can still do. One that is not ours says by its title what is wanted.
        if (scope.Bot.Intents.TryGetValue(id, out var intent)) { return Intents.Follow(scope, intent, ""); }
        return HasText(title) ? Said(scope, title) : Move.Repeat(scope);
    }

    private Move Keyed(StepScope scope, string digits)
    {
        var keys = digits.Trim().TrimEnd('#');
        if (keys == "0" && scope.Bot.Intents.TryGetValue(PersonIntent, out var person)) { return Intents.Follow(scope, person, ""); }
        if (keys is "*" or "") { return Move.Repeat(scope); }
        var offered = scope.Session.Offered;
        if (keys is [>= '1' and <= '9'] && keys[0] - '1' < offered.Length)
        {
            return Choosing.Take(scope, offered[keys[0] - '1'].Id) ?? Patience.Again(scope, "invalid");
        }
        return new Answering(scope, understanding).ToKeys(keys) ?? Patience.Again(scope, "invalid");
    }

    private static StepScope Fresh(StepScope scope) => scope with
    {
        Session = new DialogueSession(scope.Session.Bot, scope.Session.Locale, scope.Session.Flow, scope.Session.Step),
    };

    private static bool HasText(string? caption) => caption is not null && TextForms.Words(caption).Count > 0;

    private static string AttachmentText(StepScope scope, AttachmentKind kind)
    {
        var key = $"attachment.{char.ToLowerInvariant(kind.ToString()[0])}{kind.ToString()[1..]}";
        return scope.Text(scope.Bot.Texts.Has(key) ? key : "attachment.unknown");
    }
}
