using System.Text;
using Platform.Storage;

namespace Platform.Tests.Storage;

public sealed class BoundedLinesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("one")]
    [InlineData("one\n")]
    [InlineData("one\n\nação\r\nlast")]
    public async Task Lines_are_what_stands_between_their_ends(string text)
    {
        string[] expected = text.Length == 0 ? [] : (text.EndsWith('\n') ? text[..^1] : text).Split('\n');
        Assert.Equal(expected, await All(new MemoryStream(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public async Task A_line_that_does_not_end_is_given_up_long_before_memory_is()
    {
        using var endless = new EndlessLine();
        await Assert.ThrowsAsync<InvalidDataException>(() => All(endless));
    }

    private static async Task<List<string>> All(Stream stream)
    {
        List<string> lines = [];
        await foreach (var line in BoundedLines.Read(stream, TestContext.Current.CancellationToken)) { lines.Add(line); }
        return lines;
    }

    // As much as a file of a few megabytes unpacks to.
    private sealed class EndlessLine() : MemoryStream(capacity: 0)
    {
        private long _given;

        public override bool CanRead => true;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Assert.True((_given += buffer.Length) < 4L * BoundedLines.LengthMax, "It reads on.");
            buffer.Span.Fill((byte)'a');
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
