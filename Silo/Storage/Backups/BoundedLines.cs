using System.Runtime.CompilerServices;
using System.Text;

namespace Platform.Storage;

/// <summary>Lines of an archive. A few bytes of it may unpack to more than there is memory for, so a line has a length that ends it.</summary>
internal static class BoundedLines
{
    /// <summary>A row is a turn's state or a message; more is not a row of ours.</summary>
    public const int LengthMax = 64 * 1_048_576;

    private const int BufferChars = 65_536;

    /// <summary>The lines, each without its end.</summary>
    /// <exception cref="InvalidDataException">One is too long.</exception>
    public static async IAsyncEnumerable<string> Read(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var (line, buffer) = (new StringBuilder(), new char[BufferChars]);
        while (await reader.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            var rest = buffer.AsMemory(0, count);
            for (var end = End(rest); end >= 0; end = End(rest))
            {
                yield return line.Append(rest[..end]).ToString();
                line.Clear();
                rest = rest[(end + 1)..];
            }
            line.Append(rest);
            if (line.Length > LengthMax) { throw new InvalidDataException("A row of the archive is too long."); }
        }
        if (line.Length > 0) { yield return line.ToString(); }
    }

    private static int End(ReadOnlyMemory<char> text) => text.Span.IndexOf('\n');
}
