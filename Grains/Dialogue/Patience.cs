namespace Platform.Dialogue;

/// <summary>What happens when an answer was not understood or did not come: gentle repeats, then a person is offered.</summary>
internal static class Patience
{
    /// <summary>Asks once more, or gives up asking. Reasons are <c>silence</c>, <c>invalid</c> and <c>text</c>, or a slot's kind.</summary>
    public static Move Again(StepScope scope, string reason)
    {
        var attempts = scope.Session.Attempts + 1;
        var round = scope.Bot.HandOver.AttemptsMax + 1;
        var again = scope with { Session = scope.Session with { Attempts = attempts } };
        return attempts % round == 0
            ? GiveUp(again, attempts / round)
            : Move.Repeat(again, scope.Text(Key(scope.Bot.Texts, reason, attempts % round)));
    }

    // Nothing understood leads on from round to round, so that a silent call ends: offer a person, call one, say goodbye.
    private static Move GiveUp(StepScope scope, int rounds) => rounds switch
    {
        1 => Move.To(scope with { Session = Intents.Interrupt(scope, scope.Session) }, Target.To(FlowNames.OfferPerson)),
        2 => Move.To(scope, Target.To(FlowNames.Person)),
        _ => Move.To(scope, Target.To(FlowNames.Goodbye)),
    };

    private static string Key(BotTexts texts, string reason, int attempts)
    {
        var key = texts.Has($"retry.{reason}") ? $"retry.{reason}" : "retry.text";
        return attempts > 1 && texts.Has($"{key}.again") ? $"{key}.again" : key;
    }
}
