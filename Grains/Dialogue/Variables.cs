using System.Collections.Immutable;

namespace Platform.Dialogue;

/// <summary>The placeholders that texts may hold.</summary>
internal static class Variables
{
    private static readonly ImmutableArray<string> _names =
        ["company", "contact", "address", "daytime", "hoursNow", "hoursWeek", "nextOpening"];

    /// <summary>Whether a bot with these slots may use the placeholder.</summary>
    public static bool IsKnown(string name, Func<string, bool> isSlot) =>
        _names.Contains(name, StringComparer.Ordinal)
        || name.StartsWith("result.", StringComparison.Ordinal)
        || (name.StartsWith("slot.", StringComparison.Ordinal) && isSlot(name["slot.".Length..]));

    /// <summary>The value, as it is written to a customer; empty when there is none.</summary>
    public static string Value(ReadOnlySpan<char> name, StepScope scope, string locale) => name switch
    {
        "company" => scope.Context.CompanyName,
        "contact" => scope.ContactName ?? "",
        "address" => scope.Context.Address ?? "",
        "daytime" => Language.Of(locale).Daytime(TimeOnly.FromDateTime(scope.Now)),
        "hoursNow" => HoursTexts.Now(scope.Context.Hours, scope.Now, locale),
        "hoursWeek" => HoursTexts.Week(scope.Context.Hours, scope.Now, locale),
        "nextOpening" => HoursTexts.NextOpening(scope.Context.Hours, scope.Now, locale),
        _ when name.StartsWith("slot.", StringComparison.Ordinal) => Slot(name["slot.".Length..].ToString(), scope, locale),
        _ when name.StartsWith("result.", StringComparison.Ordinal) => scope.Result.GetValueOrDefault(name["result.".Length..].ToString(), ""),
        _ => "",
    };

    private static string Slot(string name, StepScope scope, string locale)
    {
        if (!scope.Session.Slots.TryGetValue(name, out var value) || !scope.Bot.Slots.TryGetValue(name, out var slot)) { return ""; }
        if (slot.Kind != SlotKind.Choice) { return SlotTexts.Show(slot.Kind, value, scope.Relative ? scope.Today : null, locale); }
        var choice = slot.Choices.FirstOrDefault(candidate => candidate.Id == value);
        return choice is null ? value : scope.Bot.Texts.Find(locale, choice.Text, closed: false, named: false, telephone: false);
    }
}
