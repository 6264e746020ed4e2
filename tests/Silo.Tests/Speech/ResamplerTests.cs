using Platform.Speech;

namespace Platform.Tests.Speech;

public sealed class ResamplerTests
{
    private const int Espeak = 22_050;

    [Theory]
    [InlineData(8_000, 300)]
    [InlineData(8_000, 1_000)]
    [InlineData(8_000, 3_000)]
    [InlineData(16_000, 1_000)]
    [InlineData(16_000, 6_500)]
    public void What_the_lower_rate_can_carry_passes(int rate, int hertz)
    {
        var sound = Resampler.To(Tone(hertz), rate);

        Assert.Equal(rate, sound.SampleRate);
        Assert.InRange(sound.Samples.Length, rate - 1, rate);
        Assert.InRange(LoudnessAt(sound, hertz), 9_800, 10_200);
    }

    [Theory]
    [InlineData(8_000, 4_700)]
    [InlineData(8_000, 7_000)]
    [InlineData(8_000, 10_500)]
    [InlineData(16_000, 9_500)]
    public void What_it_cannot_carry_is_gone_and_does_not_come_back_as_another_tone(int rate, int hertz)
    {
        var sound = Resampler.To(Tone(hertz), rate);

        // 10,000 before; a thousandth of it is 60 dB below.
        Assert.InRange(Middle(sound).Max(sample => Math.Abs((int)sample)), 0, 10);
    }

    [Fact]
    public void Silence_and_full_scale_stay_what_they_are()
    {
        Assert.All(Resampler.To(new WavFile(Espeak, new short[Espeak]), 8_000).Samples, sample => Assert.Equal(0, sample));
        Assert.All(
            Middle(Resampler.To(Constant(short.MaxValue), 8_000)), sample => Assert.InRange(sample, short.MaxValue - 2, short.MaxValue));
        Assert.Empty(Resampler.To(new WavFile(Espeak, []), 8_000).Samples);
    }

    private static WavFile Tone(int hertz) =>
        new(Espeak, [.. Enumerable.Range(0, Espeak).Select(i => (short)(10_000 * Math.Sin(2 * Math.PI * hertz * i / Espeak)))]);

    private static WavFile Constant(short value) => new(Espeak, [.. Enumerable.Repeat(value, Espeak)]);

    // Without the ends, where there is nothing to take the average with.
    private static short[] Middle(WavFile sound) => sound.Samples[100..^100];

    // Amplitude of one frequency, by correlation.
    private static double LoudnessAt(WavFile sound, int hertz)
    {
        var (sine, cosine) = (0.0, 0.0);
        var samples = Middle(sound);
        for (var i = 0; i < samples.Length; i++)
        {
            var angle = 2 * Math.PI * hertz * i / sound.SampleRate;
            sine += samples[i] * Math.Sin(angle);
            cosine += samples[i] * Math.Cos(angle);
        }
        return 2 * Math.Sqrt((sine * sine) + (cosine * cosine)) / samples.Length;
    }
}
