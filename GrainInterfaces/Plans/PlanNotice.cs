namespace Platform.Plans;

/// <summary>Something about its plan that a company's administrators are told by mail: of each kind, month and meter once.</summary>
/// <param name="Kind">What.</param>
/// <param name="Period">The month that it is about.</param>
/// <param name="Meter">What is limited, of limits.</param>
/// <param name="Action">What happens at the limit, of limits.</param>
/// <param name="At">When it came to be so.</param>
[GenerateSerializer, Immutable, Alias("plan-notice")]
public sealed record PlanNotice(PlanNoticeKind Kind, BillingPeriod Period, Meter? Meter, LimitAction? Action, DateTimeOffset At)
{
    /// <summary>Whether the other tells the same.</summary>
    public bool IsSameAs(PlanNotice other) => (Kind, Period, Meter) == (other.Kind, other.Period, other.Meter);
}

/// <summary>What administrators are told about their company's plan.</summary>
[GenerateSerializer, Alias("plan-notice-kind")]
public enum PlanNoticeKind
{
    /// <summary>A meter is near its limit.</summary>
    LimitNear,

    /// <summary>A meter is at its limit.</summary>
    LimitReached,

    /// <summary>A month is not paid in time.</summary>
    Overdue,

    /// <summary>A month was not paid for so long that service stopped.</summary>
    Suspended,
}
