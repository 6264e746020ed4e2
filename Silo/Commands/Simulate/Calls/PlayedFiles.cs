using System.Net;

namespace Platform.Commands.Simulate.Calls;

/// <summary>Fetches the files of prompts as the switch does on first use: HEAD, then GET, without credentials.</summary>
internal sealed class PlayedFiles(HttpClient http)
{
    /// <exception cref="HttapiTrapException">The switch could not play it.</exception>
    internal async Task Check(HttapiTag tag, CancellationToken cancellationToken)
    {
        if (tag.Name != "playback" || !Uri.TryCreate(tag["file"], UriKind.Absolute, out var file) || file.Scheme is not ("http" or "https"))
        {
            return;
        }

        using var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, file), cancellationToken);
        using var get = await http.GetAsync(file, cancellationToken);
        Trap.If(head.StatusCode != HttpStatusCode.OK || get.StatusCode != HttpStatusCode.OK, $"the file answers {(int)get.StatusCode}");
        Trap.If(
            head.Headers.ETag is null || head.Content.Headers.LastModified is null,
            "without ETag and Last-Modified it is fetched anew each time");

        var sound = await get.Content.ReadAsByteArrayAsync(cancellationToken);
        Trap.If(head.Content.Headers.ContentLength != sound.Length, "HEAD tells another length than GET brings");
        Trap.If(
            Speech.WavFile.Read(sound) is not { SampleRate: 8_000 or 16_000, Samples.Length: > 0 },
            "it is no WAV file at a telephone's rate");
    }
}
