using System.Globalization;

namespace Platform.Storage;

/// <summary>A page's cursor: the position of its oldest line.</summary>
internal static class TranscriptCursor
{
    /// <summary>Most lines of a page: what a screen or a model can use of a transcript at once.</summary>
    public const int LinesMax = 200;

    /// <summary>The position before which the page lies.</summary>
    /// <exception cref="ArgumentException">Not a cursor of ours.</exception>
    public static long Before(string? cursor) =>
        cursor is null ? long.MaxValue
        : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position
        : throw new ArgumentException("This is not the cursor of a transcript page.", nameof(cursor));

    /// <summary>The cursor of the page that ends before the position.</summary>
    public static string Of(long position) => position.ToString(CultureInfo.InvariantCulture);
}
