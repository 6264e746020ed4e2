namespace Platform.Dialogue;

/// <summary>
/// When a step, a menu entry or a branch applies: <c>telephone</c>, <c>whatsapp</c>, <c>open</c>, <c>transfer</c>, <c>named</c>,
/// <c>address</c>, <c>faq</c>, <c>number</c>, <c>interrupted</c>, <c>slot.name</c>, <c>slot.name=value</c>; <c>!</c> before one negates it, and
/// several with a space between must all hold.
/// </summary>
public sealed record Condition(string Text)
{
    private static readonly string[] _words = ["telephone", "whatsapp", "open", "transfer", "named", "address", "faq", "number", "interrupted"];

    private readonly (string Word, bool Negated)[] _terms =
        [.. Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(term => (term.TrimStart('!'), term.StartsWith('!')))];

    /// <summary>The slots it asks about.</summary>
    internal IEnumerable<string> Slots => _terms.Select(term => SlotOf(term.Word)).OfType<string>();

    /// <summary>Whether the words are known; slots are checked against the bot's.</summary>
    internal bool IsKnown =>
        _terms.Length > 0 && _terms.All(term => SlotOf(term.Word) is not null || _words.Contains(term.Word, StringComparer.Ordinal));

    internal bool Holds(StepScope scope)
    {
        foreach (var (word, negated) in _terms)
        {
            if (Holds(word, scope) == negated) { return false; }
        }
        return true;
    }

    /// <summary>Conditions are equal when their texts are.</summary>
    public bool Equals(Condition? other) => Text == other?.Text;

    /// <inheritdoc />
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    private static bool Holds(string word, StepScope scope) => word switch
    {
        "telephone" => scope.Context.Medium == Medium.Telephone,
        "whatsapp" => scope.Context.Medium == Medium.WhatsApp,
        "open" => !scope.Closed,
        "transfer" => scope.Context.TransferAvailable,
        "named" => scope.ContactName is not null,
        "address" => !string.IsNullOrWhiteSpace(scope.Context.Address),
        "faq" => scope.Faq.Any(),
        "number" => scope.Context.NumberKnown,
        "interrupted" => scope.Session.Resume is not null,
        _ => SlotHolds(word, scope),
    };

    private static string? SlotOf(string word) =>
        word.StartsWith("slot.", StringComparison.Ordinal) ? word["slot.".Length..].Split('=')[0] : null;

    private static bool SlotHolds(string word, StepScope scope)
    {
        if (SlotOf(word) is not { } slot || !scope.Session.Slots.TryGetValue(slot, out var value)) { return false; }
        var wanted = word.IndexOf('=', StringComparison.Ordinal);
        return wanted < 0 || value == word[(wanted + 1)..];
    }
}
