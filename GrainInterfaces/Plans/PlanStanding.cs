namespace Platform.Plans;

/// <summary>What a company's plan lets it do now. It is asked for in every turn, and known without asking the store.</summary>
/// <param name="BotAnswers">Whether the bot begins conversations; otherwise new ones wait for a person.</param>
/// <param name="NewConversations">Whether new conversations are served at all.</param>
/// <param name="MenuOnly">Whether new conversations get menus only.</param>
/// <param name="Rounding">How call time is counted.</param>
[GenerateSerializer, Immutable, Alias("plan-standing")]
public sealed record PlanStanding(bool BotAnswers, bool NewConversations, bool MenuOnly, CallRounding Rounding)
{
    /// <summary>No limit was reached, or there is none.</summary>
    public static PlanStanding Free { get; } = new(true, true, false, CallRounding.Minutes);

    /// <summary>Whether new conversations are restricted in any way.</summary>
    public bool IsRestricted => !BotAnswers || !NewConversations || MenuOnly;
}

/// <summary>Whether one more may be added.</summary>
/// <param name="Allowed">Whether it may.</param>
/// <param name="Max">The plan's limit, or <c>null</c> when there is none.</param>
[GenerateSerializer, Immutable, Alias("allowance")]
public sealed record Allowance(bool Allowed, long? Max);
