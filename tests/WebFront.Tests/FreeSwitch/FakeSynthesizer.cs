using System.Collections.Concurrent;
using Platform.Speech;

namespace Platform.Tests.FreeSwitch;

/// <summary>Renders a short tone, when it is let.</summary>
internal sealed class FakeSynthesizer : ISpeechSynthesizer
{
    internal ConcurrentQueue<SpeechOrder> Orders { get; } = [];

    /// <summary>Completes when rendering may end.</summary>
    internal Task Gate { get; set; } = Task.CompletedTask;

    internal bool IsMissing { get; set; }

    public async Task<ReadOnlyMemory<byte>> Synthesize(SpeechOrder order, CancellationToken cancellationToken)
    {
        Orders.Enqueue(order);
        await Gate.WaitAsync(cancellationToken);
        return IsMissing
            ? throw new SpeechUnavailableException("missing")
            : new WavFile(order.SampleRate, [.. Enumerable.Range(0, 4_000).Select(i => (short)(8_000 * Math.Sin(i / 5.0)))]).ToBytes();
    }
}
