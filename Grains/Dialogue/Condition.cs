namespace Platform.Dialogue;

/// <summary>
/// When a step, a menu entry or a branch applies: <c>telephone</c>, <c>whatsapp</c>, <c>open</c>, <c>transfer</c>, <c>named</c>,
/// <c>address</c>, <c>faq</c>, <c>interrupted</c>, <c>slot.name</c>, <c>slot.name=value</c>; <c>!</c> before it negates.
/// </summary>
public sealed record Condition(string Text)
{
    private static readonly string[] _words = ["telephone", "whatsapp", "open", "transfer", "named", "address", "faq", "interrupted"];

    private bool Negated => Text.StartsWith('!');

    private string Body => Text.TrimStart('!');

    /// <summary>The slot it asks about, or <c>null</c>.</summary>
    internal string? Slot => Body.StartsWith("slot.", StringComparison.Ordinal) ? Body[5..].Split('=')[0] : null;

    /// <summary>Whether the words are known; slots are checked against the bot's.</summary>
    internal bool IsKnown => Slot is not null || _words.Contains(Body, StringComparer.Ordinal);

    internal bool Holds(StepScope scope) => Negated != Body switch
    {
        "telephone" => scope.Context.Medium == Medium.Telephone,
        "whatsapp" => scope.Context.Medium == Medium.WhatsApp,
        "open" => scope.Context.Hours.IsOpen(scope.Now),
        "transfer" => scope.Context.TransferAvailable,
        "named" => scope.ContactName is not null,
        "address" => !string.IsNullOrWhiteSpace(scope.Context.Address),
        "faq" => scope.Faq.Any(),
        "interrupted" => scope.Session.Resume is not null,
        _ => SlotHolds(scope),
    };

    private bool SlotHolds(StepScope scope)
    {
        if (Slot is not { } slot || !scope.Session.Slots.TryGetValue(slot, out var value)) { return false; }
        var wanted = Body.IndexOf('=', StringComparison.Ordinal);
        return wanted < 0 || value == Body[(wanted + 1)..];
    }
}
