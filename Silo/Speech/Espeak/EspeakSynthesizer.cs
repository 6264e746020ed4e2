using Microsoft.Extensions.Options;

namespace Platform.Speech.Espeak;

/// <summary>Speech by the program espeak-ng. The text goes through standard input, never through a command line.</summary>
internal sealed class EspeakSynthesizer(IOptions<SpeechOptions> options, TimeProvider clock) : ISpeechSynthesizer, IDisposable
{
    // Those who wait longer are better served by the switch's own voice.
    private const int WaitingMax = 64;

    private readonly SemaphoreSlim _places = new(options.Value.ConcurrencyMax);
    private int _waiting;

    public async Task<ReadOnlyMemory<byte>> Synthesize(SpeechOrder order, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(options.Value.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            await Enter(either.Token);
            try
            {
                return await Render(order, either.Token);
            }
            finally
            {
                _places.Release();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SpeechUnavailableException($"espeak-ng took longer than {options.Value.Timeout.TotalSeconds} s.");
        }
    }

    public void Dispose() => _places.Dispose();

    private async Task Enter(CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > WaitingMax)
            {
                throw new SpeechUnavailableException($"More than {WaitingMax} renderings are waiting.");
            }
            await _places.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private async Task<ReadOnlyMemory<byte>> Render(SpeechOrder order, CancellationToken cancellationToken)
    {
        var usual = EspeakVoice.Of(order.Locale);
        var wanted = EspeakVoice.Parse(order.Voice) ?? usual;
        var program = new EspeakProcess(options.Value.EspeakPath, options.Value.WordsPerMinute);
        var sound = await Speak(wanted);
        if (sound is null && wanted != usual)
        {
            sound = await Speak(usual);
        }

        return sound is not null
            ? Resampler.To(sound, order.SampleRate).ToBytes()
            : throw new SpeechUnavailableException("espeak-ng wrote no sound.");

        // For a voice that it does not have it writes nothing, whatever its exit code.
        async Task<WavFile?> Speak(EspeakVoice voice) =>
            WavFile.Read((await program.Run(voice, order.Text, cancellationToken)).Span) is { Samples.Length: > 0 } file ? file : null;
    }
}
