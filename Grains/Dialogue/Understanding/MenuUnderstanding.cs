namespace Platform.Dialogue;

/// <summary>Understands what is offered and what is plainly a command, and interprets no free text.</summary>
public sealed class MenuUnderstanding : IUnderstanding
{
    /// <summary>The only one needed: it has no state.</summary>
    public static MenuUnderstanding Instance { get; } = new();

    /// <inheritdoc />
    public Meaning Understand(string text, UnderstandingScope scope) => RulesUnderstanding.Instance.Understand(text, scope) switch
    {
        { ChoiceId: not null } choice => choice,
        { Intent: { Exact: true, Intent.Command: true } } command => command with { Answer = null },
        _ => Meaning.None,
    };
}
