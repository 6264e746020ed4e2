using System.Collections.Concurrent;

namespace Platform.Speech;

/// <summary>
/// Changes the rate of sound by a fraction of whole numbers with a windowed-sinc low-pass, so that what the lower rate cannot carry is
/// taken out instead of folding back as noise.
/// </summary>
internal sealed class Resampler
{
    // Zero crossings of the sinc on each side: with the Blackman window about 70 dB of stop band beyond a transition of 0.17 of the lower
    // rate.
    private const int Crossings = 16;

    // Where the pass band ends, as part of what the lower rate can carry.
    private const double PassBand = 0.92;

    private static readonly ConcurrentDictionary<(int From, int To), Resampler> Made = new();

    private readonly int _up;
    private readonly int _down;
    private readonly int _reach;
    private readonly float[][] _taps;

    private Resampler(int from, int to)
    {
        var divisor = Gcd(from, to);
        (_up, _down) = (to / divisor, from / divisor);
        var cutoff = PassBand * Math.Min(1.0, (double)to / from);
        _reach = (int)Math.Ceiling(Crossings / cutoff);
        _taps = [.. Enumerable.Range(0, _up).Select(phase => Taps(phase / (double)_up, cutoff))];
    }

    /// <summary>The sound at another rate.</summary>
    internal static WavFile To(WavFile sound, int rate) => sound.SampleRate == rate
        ? sound
        : new WavFile(rate, Made.GetOrAdd((sound.SampleRate, rate), pair => new Resampler(pair.From, pair.To)).Convert(sound.Samples));

    private short[] Convert(short[] input)
    {
        var output = new short[(int)((long)input.Length * _up / _down)];
        for (var i = 0; i < output.Length; i++)
        {
            var position = (long)i * _down;
            var taps = _taps[position % _up];
            var first = (int)(position / _up) - _reach + 1;
            var sum = 0f;
            for (var tap = Math.Max(0, -first); tap < taps.Length && first + tap < input.Length; tap++)
            {
                sum += taps[tap] * input[first + tap];
            }
            output[i] = (short)Math.Clamp(MathF.Round(sum), short.MinValue, short.MaxValue);
        }
        return output;
    }

    // Weights of the input samples around a point that lies `fraction` of a sample behind one of them.
    private float[] Taps(double fraction, double cutoff)
    {
        var taps = new double[2 * _reach];
        for (var i = 0; i < taps.Length; i++)
        {
            var distance = i - _reach + 1 - fraction;
            taps[i] = cutoff * Sinc(cutoff * distance) * Blackman(distance / _reach);
        }

        // Each phase passes a constant unchanged; otherwise the differences between phases would be heard as a whistle.
        var sum = taps.Sum();
        return [.. taps.Select(tap => (float)(tap / sum))];
    }

    private static double Sinc(double x) => Math.Abs(x) < 1e-9 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    private static double Blackman(double x) =>
        Math.Abs(x) >= 1 ? 0 : 0.42 + (0.5 * Math.Cos(Math.PI * x)) + (0.08 * Math.Cos(2 * Math.PI * x));

    private static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);
}
