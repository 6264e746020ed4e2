namespace Platform.DataRights;

/// <summary>How much one transaction removes: few enough rows that no turn waits for it noticeably.</summary>
internal static class ExpiredBounds
{
    /// <summary>Rows removed at once.</summary>
    public const int RowsMax = 500;

    /// <summary>Contacts and conversations looked at in one transaction; most have nothing to remove.</summary>
    public const int LookedAtMax = 500;

    /// <summary>Nothing younger is removed, whatever is asked for.</summary>
    public static DateTimeOffset NoYounger(DateTimeOffset before, DateTimeOffset now, int daysMin) =>
        before < now.AddDays(-daysMin) ? before : now.AddDays(-daysMin);
}
