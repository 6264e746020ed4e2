using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Platform.Speech;

/// <summary>Section <c>Speech</c>: who speaks to callers.</summary>
public sealed class SpeechOptions
{
    /// <summary>Default: <see cref="SpeechMode.Switch"/>.</summary>
    [EnumDataType(typeof(SpeechMode))]
    public SpeechMode Mode { get; set; } = SpeechMode.Switch;

    /// <summary>Samples a second of rendered files: 8000 (default, G.711) or 16000 (wide-band trunks).</summary>
    [AllowedValues(8_000, 16_000)]
    public int SampleRate { get; set; } = 8_000;

    /// <summary>The espeak-ng program. Default: <c>espeak-ng</c>, found by the path.</summary>
    [Required]
    public string EspeakPath { get; set; } = "espeak-ng";

    /// <summary>Words a minute. Default: 150, slower than espeak-ng's own 175: telephones are hard to follow.</summary>
    [Range(80, 300)]
    public int WordsPerMinute { get; set; } = 150;

    /// <summary>Longest time for one rendering. Default: 5 seconds; two minutes of speech take about one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Renderings at the same time. Default: the number of processors.</summary>
    [Range(1, 64)]
    public int ConcurrencyMax { get; set; } = Math.Clamp(Environment.ProcessorCount, 1, 64);

    /// <summary>Bytes of rendered files that are kept, least recently used go first. Default: 512 MiB, nine hours of speech.</summary>
    [Range(16L << 20, long.MaxValue)]
    public long CacheBytesMax { get; set; } = 512L << 20;

    /// <summary>Where rendered files are kept. Default: <c>speech</c> in the data directory. Fronts behind one balancer share it.</summary>
    public string? CacheDirectory { get; set; }
}

/// <summary>Who speaks to callers.</summary>
public enum SpeechMode
{
    /// <summary>The switch, by its own speech engine.</summary>
    Switch,

    /// <summary>espeak-ng here; the switch plays the file.</summary>
    Espeak,
}

[OptionsValidator]
internal sealed partial class SpeechOptionsValidator : IValidateOptions<SpeechOptions>;
