using System.Collections.Immutable;

namespace Platform.Plans;

/// <summary>Finds what a company must be told about its limits, once a month each. Pure.</summary>
internal static class Warnings
{
    /// <summary>A meter near its limit.</summary>
    public const string NearLimit = "plan-limit-near";

    /// <summary>A meter at its limit.</summary>
    public const string AtLimit = "plan-limit-reached";

    /// <summary>What is new since the last look, and the state that remembers it.</summary>
    public static (SubscriptionState Next, ImmutableArray<Warning> New) Find(
        SubscriptionState state, Plan plan, BillingPeriod period, ImmutableArray<Metered> used)
    {
        var known = state.WarnedIn == period ? state : state with { WarnedIn = period, Warned = [], Reached = [] };
        var near = Limits.ToWarn(plan, used).Except(known.Warned).ToImmutableArray();
        var reached = Limits.Reached(plan, used).Except(known.Reached).ToImmutableArray();
        var next = known with { Warned = known.Warned.AddRange(near), Reached = known.Reached.AddRange(reached) };
        return (next,
        [
            .. near.Except(reached).Select(meter => new Warning(NearLimit, meter)),
            .. reached.Select(meter => new Warning(AtLimit, meter)),
        ]);
    }
}

/// <summary>Something that a company must be told.</summary>
internal sealed record Warning(string Action, Meter Meter);
