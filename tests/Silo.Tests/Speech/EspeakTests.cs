using Microsoft.Extensions.Options;
using Platform.Speech;
using Platform.Speech.Espeak;

namespace Platform.Tests.Speech;

/// <summary>With the real program: <c>tests/run</c> installs espeak-ng.</summary>
public sealed class EspeakTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("pt-BR", "pt-br", 8_000)]
    [InlineData("en", "en-us", 16_000)]
    [InlineData("es", "es-419", 8_000)]
    public async Task Speech_comes_at_the_telephones_rate(string locale, string voice, int rate)
    {
        using var espeak = Espeak();

        var sound = WavFile.Read(
            (await espeak.Synthesize(new SpeechOrder("Olá! Para marcar uma consulta, tecle 1.", locale, voice, rate), Stop)).Span)!;

        Assert.Equal(rate, sound.SampleRate);
        Assert.InRange(sound.Samples.Length, rate * 2, rate * 8);
        Assert.InRange(sound.Samples.Max(), 3_000, short.MaxValue);
    }

    [Theory]
    [InlineData("kal")]
    [InlineData("--help")]
    [InlineData("")]
    public async Task A_voice_that_is_not_there_is_replaced_by_the_languages_own(string voice)
    {
        using var espeak = Espeak();

        Assert.Equal(
            (await espeak.Synthesize(Order("Olá", "pt-br"), Stop)).ToArray(),
            (await espeak.Synthesize(Order("Olá", voice), Stop)).ToArray());
    }

    [Theory]
    [InlineData("-v en --stdout")]
    [InlineData("$(reboot); `id` | cat > /tmp/x")]
    [InlineData("♥ 🎉 ação")]
    public async Task Text_is_never_an_argument(string text)
    {
        using var espeak = Espeak();

        Assert.NotNull(WavFile.Read((await espeak.Synthesize(Order(text, "pt-br"), Stop)).Span));
    }

    [Fact]
    public async Task The_longest_speech_is_rendered()
    {
        using var espeak = Espeak();
        var text = string.Concat(Enumerable.Repeat("O carro custa vinte mil reais. ", 65))[..2_000];

        var sound = WavFile.Read((await espeak.Synthesize(Order(text, "pt-br"), Stop)).Span)!;

        Assert.InRange(sound.Samples.Length / sound.SampleRate, 60, 300);
    }

    [Fact]
    public async Task A_program_that_is_missing_or_stuck_or_silent_is_no_longer_waited_for()
    {
        using var missing = Espeak(path: "no-such-program");
        using var silent = Espeak(path: "true");
        using var stuck = Espeak(path: Stuck(), timeout: TimeSpan.FromMilliseconds(200));

        foreach (var espeak in new[] { missing, silent, stuck })
        {
            await Assert.ThrowsAsync<SpeechUnavailableException>(() => espeak.Synthesize(Order("Olá", "pt-br"), Stop));
        }
    }

    private static SpeechOrder Order(string text, string voice) => new(text, "pt-BR", voice, 8_000);

    private static EspeakSynthesizer Espeak(string path = "espeak-ng", TimeSpan? timeout = null) => new(
        Options.Create(new SpeechOptions { EspeakPath = path, Timeout = timeout ?? TimeSpan.FromSeconds(20) }), TimeProvider.System);

    private static string Stuck()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("stuck-").FullName, "espeak-ng");
        File.WriteAllText(path, "#!/bin/sh\nexec sleep 600\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
        return path;
    }
}
