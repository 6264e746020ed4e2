namespace Platform.Speech;

/// <summary>Renders speech to sound.</summary>
public interface ISpeechSynthesizer
{
    /// <summary>The text spoken, as a WAV file: PCM, 16 bits, mono, at the order's rate.</summary>
    /// <exception cref="SpeechUnavailableException">It is not installed, too busy or too slow, or cannot speak this.</exception>
    Task<ReadOnlyMemory<byte>> Synthesize(SpeechOrder order, CancellationToken cancellationToken);
}

/// <summary>What is to be spoken.</summary>
/// <param name="Text">Plain text without markup.</param>
/// <param name="Locale">Its language: <c>pt-BR</c>, <c>en</c> or <c>es</c>.</param>
/// <param name="Voice">The voice wanted; where the synthesizer has no such voice, the language's usual one speaks.</param>
/// <param name="SampleRate">Samples a second: 8,000 or 16,000.</param>
public sealed record SpeechOrder(string Text, string Locale, string Voice, int SampleRate);

/// <summary>Speech cannot be rendered now. The caller has another way to say it.</summary>
public sealed class SpeechUnavailableException : Exception
{
    /// <summary>Made by tools.</summary>
    public SpeechUnavailableException() { }

    /// <summary>Says what failed; never the text that was to be spoken.</summary>
    public SpeechUnavailableException(string message) : base(message) { }

    /// <summary>Says what failed, with the cause.</summary>
    public SpeechUnavailableException(string message, Exception innerException) : base(message, innerException) { }
}
