using System.Diagnostics;
using System.Net;
using Platform.Commands.Simulate.Calls;
using Platform.FreeSwitch;
using Platform.Speech;

namespace Platform.Tests.FreeSwitch;

/// <summary>Speech that is rendered here and played by the switch.</summary>
public sealed class SpokenCallTests
{
    private static readonly (string, string)[] Rendered = [("Speech:Mode", "Espeak"), ("FreeSwitch:SpeechBudget", "00:00:01")];

    private readonly FakePlatform _platform = new();
    private readonly FakeSynthesizer _synthesizer = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_prompt_is_a_file_that_the_switch_can_fetch_and_keep()
    {
        await using var front = await FrontServer.Start(_platform, _synthesizer, Rendered);
        using var http = new HttpClient();
        var url = await FileUrl(front);

        using var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, url), Stop);
        using var get = await http.GetAsync(url, Stop);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (head.StatusCode, get.StatusCode));
        Assert.Equal((await get.Content.ReadAsByteArrayAsync(Stop)).Length, head.Content.Headers.ContentLength);
        Assert.Equal("audio/x-wav", head.Content.Headers.ContentType?.MediaType);
        Assert.Equal(head.Headers.ETag, get.Headers.ETag);
        Assert.Equal(head.Content.Headers.LastModified, get.Content.Headers.LastModified);
        Assert.NotNull(head.Headers.ETag);
        Assert.NotNull(head.Content.Headers.LastModified);
        Assert.Equal(TimeSpan.FromDays(1), get.Headers.CacheControl?.MaxAge);
        Assert.Equal(front.Address.Authority, url.Authority);
    }

    [Fact]
    public async Task A_file_whose_name_is_guessed_is_not_there()
    {
        await using var front = await FrontServer.Start(_platform, _synthesizer, Rendered);
        using var http = new HttpClient();
        await FileUrl(front);

        foreach (var name in new[] { new string('0', 64), "ola", "..%2f..%2fnames", "names.key", new string('A', 64) })
        {
            using var answer = await http.GetAsync(new Uri(front.Address, $"/freeswitch/audio/{name}.wav"), Stop);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public void The_same_words_of_two_companies_or_under_two_keys_are_two_files()
    {
        var order = new SpeechOrder("Olá", "pt-BR", "pt-br", 8_000);
        var key = new byte[ClipId.KeyBytes];
        var other = key.ToArray();
        other[0] = 1;

        Assert.Equal(ClipId.Of(key, FakePlatform.Clinic, order), ClipId.Of(key, FakePlatform.Clinic, order));
        Assert.NotEqual(ClipId.Of(key, FakePlatform.Clinic, order), ClipId.Of(key, FakePlatform.Gym, order));
        Assert.NotEqual(ClipId.Of(key, FakePlatform.Clinic, order), ClipId.Of(other, FakePlatform.Clinic, order));
        Assert.NotEqual(ClipId.Of(key, FakePlatform.Clinic, order), ClipId.Of(key, FakePlatform.Clinic, order with { Voice = "pt" }));
    }

    [Fact]
    public async Task Words_are_rendered_once_and_found_after_a_restart()
    {
        await using var front = await FrontServer.Start(_platform, _synthesizer, Rendered);
        Assert.Equal(await FileUrl(front), await FileUrl(front));
        Assert.Single(_synthesizer.Orders);

        await using var restarted = await FrontServer.Start(
            _platform, _synthesizer, [.. Rendered, ("Speech:CacheDirectory", Path.Combine(front.DataDirectory, "speech"))]);
        Assert.Equal((await FileUrl(front)).AbsolutePath, (await FileUrl(restarted)).AbsolutePath);
        Assert.Single(_synthesizer.Orders);
    }

    [Fact]
    public async Task Rendering_that_is_late_is_spoken_by_the_switch_once_and_found_the_next_time()
    {
        var gate = new TaskCompletionSource();
        _synthesizer.Gate = gate.Task;
        await using var front = await FrontServer.Start(_platform, _synthesizer, Rendered);

        var began = Stopwatch.GetTimestamp();
        Assert.Equal("speak", (await Begin(front)).Work[^1].Name);
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        gate.SetResult();
        await FileUrl(front);
        Assert.Single(_synthesizer.Orders);
    }

    [Fact]
    public async Task Without_a_synthesizer_the_switch_speaks()
    {
        _synthesizer.IsMissing = true;
        await using var front = await FrontServer.Start(_platform, _synthesizer, Rendered);

        Assert.Equal("speak", (await Begin(front)).Work[^1].Name);
    }

    [Fact]
    public async Task With_espeak_ng_itself_a_prompt_can_be_played()
    {
        await using var front = await FrontServer.Start(
            _platform, synthesizer: null, ("Speech:Mode", "Espeak"), ("FreeSwitch:SpeechBudget", "00:00:01"));
        using var http = new HttpClient();

        var sound = WavFile.Read(await http.GetByteArrayAsync(await FileUrl(front), Stop))!;

        Assert.Equal(8_000, sound.SampleRate);
        Assert.InRange(sound.Samples.Length, 8_000, 80_000);
    }

    [Fact]
    public async Task Files_are_kept_up_to_their_bound_and_the_least_used_go_first()
    {
        const int Bound = 16 << 20;
        await using var front = await FrontServer.Start(
            _platform, new LongTones(), [.. Rendered, ("Speech:CacheBytesMax", $"{Bound}")]);
        var shelf = front.Get<ClipShelf>();
        var first = await Keep(shelf, "first");

        for (var i = 0; i < 20; i++)
        {
            await Keep(shelf, $"text {i}");
            Assert.NotNull(shelf.Find(first));
        }

        var files = new DirectoryInfo(Path.Combine(front.DataDirectory, "speech")).EnumerateFiles("*.wav", SearchOption.AllDirectories);
        var kept = files.Sum(file => file.Length);
        Assert.InRange(kept, Bound / 2, Bound);
        Assert.Null(shelf.Find(shelf.IdOf(FakePlatform.Clinic, new SpeechOrder("text 0", "pt-BR", "pt-br", 8_000))));
    }

    private static async Task<ClipId> Keep(ClipShelf shelf, string text)
    {
        var order = new SpeechOrder(text, "pt-BR", "pt-br", 8_000);
        var id = shelf.IdOf(FakePlatform.Clinic, order);
        await shelf.Render(id, order, Stop);
        return id;
    }

    // On a busy machine the first rendering may be late; the switch speaks then, and the file is there soon after.
    private static async Task<Uri> FileUrl(FrontServer front)
    {
        for (var attempt = 0; attempt < 10; attempt++)
        {
            if ((await Begin(front)).Work[^1]["file"] is { } file)
            {
                return new Uri(file);
            }
        }
        throw new TimeoutException("No prompt was rendered.");
    }

    private static async Task<HttapiDocument> Begin(FrontServer front)
    {
        var answer = await front.Send(Capture.Open("sip-ivr-1-first").For("/freeswitch/httapi"));
        var document = HttapiDocument.Read(answer.Status, answer.ContentType, answer.Body, bytesBefore: 0);
        return document.Work[^1].Name == "playback" ? WithAddress(document, front) : document;
    }

    // The captured request names another host; the file's address follows the host that the switch called.
    private static HttapiDocument WithAddress(HttapiDocument document, FrontServer front)
    {
        var last = document.Work[^1];
        Assert.Equal("127.0.0.1:18099", new Uri(last["file"]!).Authority);
        var file = new Uri(front.Address, new Uri(last["file"]!).AbsolutePath);
        return document with { Work = [last with { Attributes = last.Attributes.SetItem("file", file.AbsoluteUri) }] };
    }

    /// <summary>Two megabytes for every text.</summary>
    private sealed class LongTones : ISpeechSynthesizer
    {
        public Task<ReadOnlyMemory<byte>> Synthesize(SpeechOrder order, CancellationToken cancellationToken) =>
            Task.FromResult<ReadOnlyMemory<byte>>(new WavFile(order.SampleRate, new short[1 << 20]).ToBytes());
    }
}
