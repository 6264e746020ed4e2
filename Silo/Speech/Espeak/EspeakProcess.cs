using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Platform.Speech.Espeak;

/// <summary>One run of espeak-ng.</summary>
internal sealed class EspeakProcess(string path, int wordsPerMinute)
{
    // Two minutes of speech at espeak-ng's 22,050 samples a second are 5 MB; slow voices take half as long again.
    private const int OutputBytesMax = 16 << 20;

    /// <summary>What it wrote; nothing when it refused.</summary>
    /// <exception cref="SpeechUnavailableException">It cannot be started, or writes without end.</exception>
    internal async Task<ReadOnlyMemory<byte>> Run(EspeakVoice voice, string text, CancellationToken cancellationToken)
    {
        using var process = Start(voice);
        try
        {
            var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
            var output = Read(process.StandardOutput.BaseStream, cancellationToken);
            await Write(process, text, cancellationToken);
            var sound = await output;
            await errors;
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? sound : default;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private Process Start(EspeakVoice voice)
    {
        var start = new ProcessStartInfo(path)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            UseShellExecute = false,
        };

        // -b 1: the text is UTF-8, whatever the locale of this process.
        foreach (var argument in (ReadOnlySpan<string>)["-v", voice.Name, "-s", $"{wordsPerMinute}", "-b", "1", "--stdin", "--stdout"])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new SpeechUnavailableException("espeak-ng cannot be started.", failure);
        }
    }

    private static async Task Write(Process process, string text, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(text.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It refused its arguments and has gone; the exit code says so.
        }
    }

    private static async Task<ReadOnlyMemory<byte>> Read(Stream output, CancellationToken cancellationToken)
    {
        using var sound = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int count; (count = await output.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (sound.Length + count > OutputBytesMax)
            {
                throw new SpeechUnavailableException($"espeak-ng wrote more than {OutputBytesMax} bytes.");
            }
            sound.Write(buffer, 0, count);
        }
        return sound.ToArray();
    }
}
