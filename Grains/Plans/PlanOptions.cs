namespace Platform.Plans;

/// <summary>How plans are watched. The same for all tenants.</summary>
public sealed class PlanOptions
{
    /// <summary>
    /// How old the counters may be that a turn is judged by: a limit may be passed by as much as is used in that time. Default: 5 seconds.
    /// </summary>
    public TimeSpan RefreshAfter { get; set; } = TimeSpan.FromSeconds(5);
}
