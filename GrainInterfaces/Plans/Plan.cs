using System.Collections.Immutable;

namespace Platform.Plans;

/// <summary>What a company may use for which price: one version of it. A subscription keeps the version that it began with.</summary>
/// <param name="Id">Its name for machines, such as <c>professional</c>.</param>
/// <param name="Version">Rises with every change.</param>
/// <param name="Names">Its name for people, by language.</param>
/// <param name="Price">A month's price, in the minor unit of money.</param>
/// <param name="Currency">ISO 4217, such as <c>BRL</c>.</param>
/// <param name="SoftPercent">The share of a limit at which the company is warned.</param>
/// <param name="Rounding">How call time is counted.</param>
/// <param name="Terms">When it is paid.</param>
/// <param name="Limits">The limits; what has none is not limited.</param>
[GenerateSerializer, Immutable, Alias("plan")]
public sealed record Plan(
    string Id,
    int Version,
    ImmutableSortedDictionary<string, string> Names,
    long Price,
    string Currency,
    int SoftPercent,
    CallRounding Rounding,
    PaymentTerms Terms,
    ImmutableArray<PlanLimit> Limits)
{
    /// <summary>The limit of a meter, or <c>null</c> when it has none.</summary>
    public PlanLimit? LimitOf(Meter meter) => Limits.FirstOrDefault(limit => limit.Meter == meter);

    /// <summary>Its name in a language, else in any.</summary>
    public string NameIn(string locale) => Names.GetValueOrDefault(locale) ?? Names.Values.FirstOrDefault() ?? Id;
}

/// <summary>A limit of a plan.</summary>
/// <param name="Meter">What is limited.</param>
/// <param name="Max">The most of it.</param>
/// <param name="Action">What happens there.</param>
[GenerateSerializer, Immutable, Alias("plan-limit")]
public sealed record PlanLimit(Meter Meter, long Max, LimitAction Action);

/// <summary>What happens at a limit. A conversation that has begun goes on in any case.</summary>
[GenerateSerializer, Alias("limit-action")]
public enum LimitAction
{
    /// <summary>The company and the operator are told.</summary>
    WarnOnly,

    /// <summary>Customers who begin a conversation are told politely that nobody can serve them now.</summary>
    StopNewConversations,

    /// <summary>The bot is silent in new conversations; they wait for a person.</summary>
    BotOff,

    /// <summary>The bot offers its menus and does not interpret free text.</summary>
    MenuOnly,

    /// <summary>What would go beyond cannot be added: users, channels.</summary>
    Refuse,
}

/// <summary>How a call's time is counted: at least the first span, then in whole steps; a call never answered is not counted.</summary>
[GenerateSerializer, Immutable, Alias("call-rounding")]
public sealed record CallRounding(int FirstSeconds, int StepSeconds)
{
    /// <summary>Whole minutes.</summary>
    public static CallRounding Minutes { get; } = new(60, 60);

    /// <summary>The seconds counted for a call.</summary>
    public long Round(TimeSpan billable)
    {
        var seconds = (long)Math.Ceiling(billable.TotalSeconds);
        if (seconds <= 0) { return 0; }
        var beyond = Math.Max(0, seconds - FirstSeconds);
        return FirstSeconds + (beyond + StepSeconds - 1) / StepSeconds * StepSeconds;
    }
}

/// <summary>When a plan is paid.</summary>
/// <param name="TrialDays">Days before the first month is charged.</param>
/// <param name="DueDays">Days from a month's beginning until its price is due.</param>
/// <param name="GraceDays">Days after that until service stops.</param>
[GenerateSerializer, Immutable, Alias("payment-terms")]
public sealed record PaymentTerms(int TrialDays, int DueDays, int GraceDays);
