namespace Orleans.Runtime;

/// <summary>Service keys of clocks; each falls back to the unkeyed <see cref="TimeProvider"/>.</summary>
public static class TimeProviderNames
{
    /// <summary>The clock of grain timers.</summary>
    public const string Grains = "Orleans.Grains";
}
