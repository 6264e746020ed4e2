using System.Collections.Immutable;

namespace Platform.DataRights;

/// <summary>For how many days each kind of data is kept; <c>null</c> is what the installation has by default.</summary>
/// <param name="Messages">Messages, since they were stored. A conversation without any is forgotten with its contact.</param>
/// <param name="Calls">Calls, since they began.</param>
/// <param name="WorkItems">Work for people, since it was asked for.</param>
/// <param name="Delivery">How messages were delivered: what was sent or failed, and what providers reported.</param>
/// <param name="Audit">Audit entries.</param>
[GenerateSerializer, Immutable, Alias("retention-periods")]
public sealed record RetentionPeriods(
    int? Messages = null, int? Calls = null, int? WorkItems = null, int? Delivery = null, int? Audit = null)
{
    /// <summary>Gateways deliver again for up to seven days: what they may repeat must still be known.</summary>
    public const int DaysMin = 7;

    /// <summary>Half a year of audit stays whatever a company asks for: so long must it be able to show what was done (LGPD, Marco Civil).</summary>
    public const int AuditDaysMin = 180;

    /// <summary>Ten years: no law that we know of asks for more.</summary>
    public const int DaysMax = 3_650;

    /// <summary>These periods where they are given, else the others.</summary>
    public RetentionPeriods Or(RetentionPeriods others) => new(
        Messages ?? others.Messages, Calls ?? others.Calls, WorkItems ?? others.WorkItems, Delivery ?? others.Delivery, Audit ?? others.Audit);
}

/// <summary>How long a company's data is kept.</summary>
/// <param name="Own">What the company asked for.</param>
/// <param name="InForce">What holds.</param>
/// <param name="NextAt">When data is removed next; <c>null</c> before that was ever set.</param>
/// <param name="IsUnderWay">Whether data is being removed now, part by part.</param>
/// <param name="Last">What was removed last, or <c>null</c>.</param>
[GenerateSerializer, Immutable, Alias("retention-view")]
public sealed record RetentionView(
    RetentionPeriods Own, RetentionPeriods InForce, DateTimeOffset? NextAt, bool IsUnderWay, RetentionRound? Last);

/// <summary>One night's removal.</summary>
/// <param name="BeganAt">When it began.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Removed">How many rows of each kind are gone; after a crash at least so many.</param>
[GenerateSerializer, Immutable, Alias("retention-round")]
public sealed record RetentionRound(DateTimeOffset BeganAt, DateTimeOffset EndedAt, ImmutableArray<ErasedRows> Removed);
