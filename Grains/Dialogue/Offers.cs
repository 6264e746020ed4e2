using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>The choices that follow from the moment: menu, questions, open days, parts of a day.</summary>
internal static class Offers
{
    /// <summary>Open days offered: more are tedious to hear, and other days can be said.</summary>
    private const int DaysMax = 5;

    /// <summary>How far ahead open days are looked for.</summary>
    private const int LookAheadDaysMax = 30;

    /// <summary>Longest title of a question that is read out or listed.</summary>
    private const int TitleMax = 80;

    private const string QuestionPrefix = "question-";

    public static ImmutableArray<Choice> At(Offer offer, StepScope scope) => offer switch
    {
        Offer.None => [],
        Offer.Menu => Menu(scope),
        Offer.Questions => [.. scope.Faq.Where(question => question.Wordings.Length > 0).Take(DialogueSession.OfferedMax - 1)
            .Select((question, index) => new Choice($"{QuestionPrefix}{index + 1}", TextForms.Cut(question.Wordings[0], TitleMax), []))],
        Offer.OpenDays => Days(scope),
        Offer.DayParts => DayParts(scope),
        _ => throw new InvalidOperationException($"Offer {offer} is not handled."),
    };

    /// <summary>The answer behind the choice of a question, or <c>null</c> when the choice is none or the question is gone.</summary>
    public static string? AnswerTo(string choiceId, string title, StepScope scope) =>
        choiceId.StartsWith(QuestionPrefix, StringComparison.Ordinal)
            ? scope.Faq.FirstOrDefault(question => question.Wordings.Any(wording => TextForms.Cut(wording, TitleMax) == title))?.Answer()
            : null;

    private static ImmutableArray<Choice> Menu(StepScope scope)
    {
        var choices = ImmutableArray.CreateBuilder<Choice>(scope.Bot.Menu.Length);
        foreach (var entry in scope.Bot.Menu)
        {
            if (choices.Count == DialogueSession.OfferedMax) { break; }
            if (entry.When?.Holds(scope) ?? true) { choices.Add(new Choice(entry.Intent, scope.Text(entry.Title), [])); }
        }
        return choices.DrainToImmutable();
    }

    private static ImmutableArray<Choice> Days(StepScope scope)
    {
        var days = Enumerable.Range(1, LookAheadDaysMax)
            .Where(ahead => scope.Today.DayNumber + ahead <= DateOnly.MaxValue.DayNumber)
            .Select(scope.Today.AddDays)
            .Where(day => OpenDays.IsOpenOn(day, scope.Context.Hours))
            .Take(DaysMax);
        return [.. days.Select(day => DayChoice(day, scope))];
    }

    private static Choice DayChoice(DateOnly day, StepScope scope)
    {
        var value = Stored.Text(day);
        return new Choice(value, SlotTexts.Show(SlotKind.Date, value, scope.Today, scope.Locale), []);
    }

    private static ImmutableArray<Choice> DayParts(StepScope scope)
    {
        var language = Language.Of(scope.Locale);
        var spoken = scope.Context.Medium == Medium.Telephone;
        return [.. PartsOpen(scope).Select(part => new Choice(part.Id, spoken ? language.PartSpoken(part) : language.PartTitle(part), []))];
    }

    private static IEnumerable<DayPart> PartsOpen(StepScope scope)
    {
        var day = OpenDays.Chosen(scope);
        var openings = day is { } known ? scope.Context.Hours.On(known) : [];
        if (day is not { } date || openings.Length == 0) { return [DayPart.Morning, DayPart.Afternoon]; }
        return DayPart.All.Where(part => openings.Any(opening => part.Overlaps(date, opening)));
    }
}
