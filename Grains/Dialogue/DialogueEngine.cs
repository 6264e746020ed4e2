using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>
/// The dialogue as a pure function: a bot, where the session stands, what came in and the moment give what to say and where
/// the session stands next. The same values always give the same turn; nothing a customer sends makes it throw.
/// </summary>
public static class DialogueEngine
{
    /// <summary>Steps walked in one turn; a bot that runs longer is going in circles and hands over instead.</summary>
    public const int StepsMax = 32;

    /// <summary>Continues with the understanding by rules. A <c>null</c> session, or one of another bot or version, begins anew.</summary>
    public static DialogueTurn Continue(BotDefinition bot, DialogueSession? session, DialogueInput input, DialogueContext context) =>
        Continue(bot, session, input, context, RulesUnderstanding.Instance);

    /// <summary>Continues with an understanding of the caller's choice.</summary>
    public static DialogueTurn Continue(
        BotDefinition bot, DialogueSession? session, DialogueInput input, DialogueContext context, IUnderstanding understanding)
    {
        var reaction = new Reaction(understanding);
        var pinned = session is not null && session.Bot == bot.Reference && bot.Find(session.Flow, session.Step) is not null
            ? session
            : null;
        var scope = new StepScope(bot, pinned ?? Begin(bot, context), context);
        var move = pinned is null ? reaction.Open(scope, input) : reaction.Answer(scope, input);
        return Walk(move);
    }

    private static DialogueSession Begin(BotDefinition bot, DialogueContext context) =>
        new(bot.Reference, Locales.Nearest(context.Locale, bot.DefaultLocale), FlowNames.Start, bot.Flows[FlowNames.Start].Steps[0].Id);

    private static DialogueTurn Walk(Move move)
    {
        var scope = move.Scope;
        var says = move.Says.Select(text => Prompt.Of(text, scope.Locale)).ToImmutableArray().ToBuilder();
        var place = Place.Of(scope, move.Where);
        for (var steps = 0; steps < StepsMax; steps++)
        {
            scope = scope with { Session = place.Move(scope.Session) };
            if (place.Step is not { } step) { place = place.Leave(scope); continue; }
            scope = SlotFilling.FromContext(scope, step);

            var outcome = step.When?.Holds(scope) ?? true ? step.Enter(scope) : new StepOutcome.Branch(Target.Next);
            switch (outcome)
            {
                case StepOutcome.Say(var text):
                    says.Add(Prompt.Of(text, scope.Locale));
                    place = place.Next;
                    break;
                case StepOutcome.Ask(_, var kind, var text, var choices):
                    return Wait(scope, says, new Prompt(text, choices, kind, scope.Locale), choices);
                case StepOutcome.Choose(var text, var choices, var listed, var person) when choices.Length > 0:
                    var question = new Prompt(text, listed ? choices : [], SlotKind.Choice, scope.Locale) { OffersPerson = person };
                    return Wait(scope, says, question, choices);
                case StepOutcome.Choose:
                    place = place.Next;
                    break;
                case StepOutcome.Call(var function):
                    return new DialogueTurn(scope.Session with { Offered = [], Attempts = 0 }, says.ToImmutable(), Call: function);
                case StepOutcome.Branch(var where):
                    place = place.To(scope, where);
                    break;
                case StepOutcome.HandOver(var text, var to):
                    return HandOver(scope, Said(says, text, scope.Locale), to);
                case StepOutcome.End(var text):
                    return new DialogueTurn(null, Said(says, text, scope.Locale), Ended: true);
                default:
                    throw new InvalidOperationException($"Step outcome {outcome.GetType().Name} is not handled.");
            }
        }
        return new DialogueTurn(null, says.ToImmutable(), HandOver: new HandOver("failed", scope.Bot.HandOver.Target));
    }

    private static DialogueTurn Wait(StepScope scope, ImmutableArray<Prompt>.Builder says, Prompt question, ImmutableArray<Choice> choices)
    {
        says.Add(question);
        var offered = choices.Select(choice => new OfferedChoice(choice.Id, choice.Title));
        return new DialogueTurn(scope.Session with { Offered = [.. offered] }, says.ToImmutable());
    }

    // A transfer can fail, so a call waits for its result on the step; a chat is a person's from here on.
    private static DialogueTurn HandOver(StepScope scope, ImmutableArray<Prompt> says, HandOver to) =>
        new(
            scope.Context.Medium == Medium.Telephone ? scope.Session with { Offered = [], Attempts = 0 } : null,
            says,
            HandOver: scope.Session.Attempts > 0 ? to with { Reason = "not-understood" } : to);

    private static ImmutableArray<Prompt> Said(ImmutableArray<Prompt>.Builder says, string? text, string locale)
    {
        if (text is not null) { says.Add(Prompt.Of(text, locale)); }
        return says.ToImmutable();
    }
}
