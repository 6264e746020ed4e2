using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>
/// What a text comes to on the step where the session stands. In order: a choice offered, a question asked in between, a
/// command, the slot asked for, any other intent, an answer to a common question; else it was not understood.
/// </summary>
internal sealed class Answering(StepScope scope, IUnderstanding understanding)
{
    /// <summary>Said of a day or time at which the company is not open.</summary>
    internal const string ClosedText = "retry.closed-time";

    /// <summary>The same of a day.</summary>
    internal const string ClosedDayText = "retry.closed-day";

    private readonly BotStep? _step = scope.Bot.Find(scope.Session.Flow, scope.Session.Step);

    public Move To(string text)
    {
        var meaning = understanding.Understand(text, UnderstandingScope.Of(scope, Choices()));
        if (Mentioned(text) is { } plain) { return plain; }
        if (meaning.ChoiceId is { } id) { return Choosing.Take(scope, id, text) ?? Patience.Again(scope, Reason()); }
        return Corrected(text) ?? Aside(meaning, text) ?? Slot(meaning, text) ?? Wanted(meaning, text) ?? Patience.Again(scope, Reason());
    }

    /// <summary>Keys that are no choice: digits of a number, a date, a telephone number.</summary>
    public Move? ToKeys(string keys) =>
        _step is AskStep ask && SlotReader.Read(ask.Kind, keys, scope.Now, scope.Locale) is { } value && ask.Kind is not SlotKind.Text
            ? Filled(ask, value, keys)
            : null;

    // A day or time that is plainly said is no choice's number: "segunda" is Monday before it is the second.
    private Move? Mentioned(string text) =>
        _step is AskStep ask && !text.Contains('?', StringComparison.Ordinal)
            && SlotReader.Mentioned(ask.Kind, text, scope.Now, scope.Locale) is { } value
            ? Filled(ask, value, text)
            : null;

    // Where the answers of a form are shown once more, saying one of them otherwise corrects it.
    private Move? Corrected(string text)
    {
        if (_step is not ChooseStep { Slot: null } || text.Contains('?', StringComparison.Ordinal)) { return null; }
        return SlotFilling.Corrected(scope, text) switch
        {
            null => null,
            (_, { } closed) => Move.Repeat(Patient(scope), scope.Text(Closed(closed))),
            var (corrected, _) => Move.To(Patient(corrected), new Target(scope.Session.Flow, null)),
        };
    }

    private Move? Aside(Meaning meaning, string text)
    {
        if (_step is not AskStep || !text.Contains('?', StringComparison.Ordinal)) { return null; }
        if (meaning.Answer is { } answer) { return Intents.Tell(scope, answer.Text); }
        return meaning.Intent is { Intent.Interrupts: true } match ? Follow(match, text) : null;
    }

    private Move? Slot(Meaning meaning, string text)
    {
        if (_step is not AskStep ask || Commanded(meaning, ask.Kind)) { return null; }
        return SlotReader.Read(ask.Kind, text, scope.Now, scope.Locale) is { } value ? Filled(ask, value, text) : null;
    }

    // Where any words would do as an answer, only a whole message that is a command or a greeting is taken as one.
    private static bool Commanded(Meaning meaning, SlotKind kind) => meaning.Intent is { } match && kind switch
    {
        SlotKind.Text or SlotKind.PersonName => match.Exact && (match.Intent.Command || match.Intent.Yields),
        _ => match.Intent.Command,
    };

    private Move? Wanted(Meaning meaning, string text)
    {
        if (meaning.Answer is { } answer && answer.Score > (meaning.Intent?.Score ?? 0)) { return Intents.Tell(scope, answer.Text); }
        return meaning.Intent is { } match ? Follow(match, text) : null;
    }

    private Move Follow(IntentMatch match, string text)
    {
        var spoken = scope with { Session = scope.Session with { Locale = match.Locale } };
        return Intents.Follow(spoken, match.Intent, text);
    }

    private Move Filled(AskStep ask, string value, string text)
    {
        // A time may come with another day than the one chosen so far, and is judged by that.
        var told = SlotFilling.FromAnswer(Patient(scope with { Session = scope.Session.WithSlot(ask.Slot, value) }), ask, text);
        if (!ask.OpenOnly || OpenDays.Allow(ask.Kind, value, told)) { return Move.To(told, Target.Next); }

        var other = ask.Kind == SlotKind.Date ? scope : told with { Session = told.Session with { Slots = told.Session.Slots.Remove(ask.Slot) } };
        return Move.Repeat(Patient(other), scope.Text(Closed(ask)));
    }

    private static string Closed(AskStep ask) => ask.Kind == SlotKind.Date ? ClosedDayText : ClosedText;

    private static StepScope Patient(StepScope scope) => scope with { Session = scope.Session with { Attempts = 0 } };

    private string Reason() => _step is AskStep ask ? Camel(ask.Kind.ToString()) : "text";

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private ImmutableArray<Choice> Choices()
    {
        var own = _step is ChooseStep choose ? choose.Choices : [];
        return [.. scope.Session.Offered.Select(offered => new Choice(offered.Id, offered.Title, Synonyms(own, offered.Id)))];
    }

    private ImmutableArray<string> Synonyms(ImmutableArray<BotChoice> own, string id)
    {
        foreach (var choice in own)
        {
            if (choice.Id == id) { return choice.Synonyms.GetValueOrDefault(scope.Locale, []); }
        }
        return [];
    }
}
