using Platform.Speech;

namespace Platform.Tests.Speech;

public sealed class WavFileTests
{
    [Fact]
    public void A_file_is_read_as_it_was_written()
    {
        var read = WavFile.Read(new WavFile(8_000, [0, 1, -1, short.MaxValue, short.MinValue]).ToBytes())!;

        Assert.Equal(8_000, read.SampleRate);
        Assert.Equal<short>([0, 1, -1, short.MaxValue, short.MinValue], read.Samples);
    }

    [Fact]
    public void A_length_that_a_pipe_could_not_know_is_not_believed()
    {
        var bytes = new WavFile(22_050, [5, 6, 7]).ToBytes();
        bytes.AsSpan(40, 4).Fill(0x7f);

        Assert.Equal<short>([5, 6, 7], WavFile.Read(bytes)!.Samples);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(8, 0)]
    [InlineData(20, 7)]
    [InlineData(22, 2)]
    [InlineData(34, 8)]
    public void What_is_not_mono_16_bit_PCM_is_refused(int at, byte value)
    {
        var bytes = new WavFile(8_000, [1]).ToBytes();
        bytes[at] = value;

        Assert.Null(WavFile.Read(bytes));
    }

    [Fact]
    public void A_file_that_ends_early_is_refused()
    {
        var bytes = new WavFile(8_000, [1, 2, 3]).ToBytes();
        for (var length = 0; length < 44; length++)
        {
            Assert.Null(WavFile.Read(bytes.AsSpan(0, length)));
        }
    }
}
