using Platform.Conversations;

namespace Platform.Storage;

/// <summary>A line with its place.</summary>
internal readonly record struct PlacedLine(long Position, TranscriptLine Line);

/// <summary>Makes pages of the lines that a peer's identities said.</summary>
internal static class TranscriptPages
{
    /// <summary>Most identities whose lines are read with a peer's: people have a handful (a linked id, a user id per provider).</summary>
    public const int IdentitiesMax = 32;

    /// <summary>The number of lines to read for a page: one more shows that there are older ones.</summary>
    public static int LinesToRead(int linesMax) => Math.Clamp(linesMax, 1, TranscriptCursor.LinesMax) + 1;

    /// <summary>The newest lines, of those that were read with <see cref="LinesToRead"/>.</summary>
    public static TranscriptPage Page(IEnumerable<PlacedLine> read, int linesMax)
    {
        var max = LinesToRead(linesMax) - 1;
        var newest = read.OrderByDescending(line => line.Position).Take(max + 1).ToArray();
        var before = newest.Length > max ? TranscriptCursor.Of(newest[max - 1].Position) : null;
        return new TranscriptPage([.. newest.Take(max).Select(line => line.Line)], before);
    }
}
