using System.Collections.Immutable;
using Platform.Turns;

namespace Platform.Tenancy;

/// <summary>What became of a request to change a tenant. A closed set.</summary>
internal abstract record TenantChange
{
    private TenantChange() { }

    /// <summary>It is so already: nothing is written.</summary>
    public sealed record None : TenantChange;

    /// <summary>It cannot be.</summary>
    public sealed record Refused(TenantOutcome Why) : TenantChange;

    /// <summary>The next state, and the audited act.</summary>
    public sealed record To(TenantState Next, string Action, string Detail, string? Before, string? After) : TenantChange
    {
        /// <summary>Alarms that the turn sets or clears.</summary>
        public ImmutableArray<AlarmChange> Alarms { get; init; } = [];
    }
}

/// <summary>Names of the alarms that tenants set.</summary>
internal static class TenantAlarms
{
    /// <summary>Whatever should have begun with the tenant has: a process may have ended in between.</summary>
    public const string Beginning = "beginning";

    /// <summary>The grace period of a deletion has ended.</summary>
    public const string Deletion = "deletion";

    /// <summary>The tenant is deleted, and what the installation knows about it is still there.</summary>
    public const string Erasure = "erasure";
}
