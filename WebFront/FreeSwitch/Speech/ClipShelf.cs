using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Platform.Speech;
using Platform.Tenancy;

namespace Platform.FreeSwitch;

/// <summary>
/// Rendered speech on disk, up to <see cref="SpeechOptions.CacheBytesMax"/>; the least recently used files go first. A file appears whole
/// or not at all, and the same words are rendered once, however many callers wait for them.
/// </summary>
internal sealed partial class ClipShelf
{
    // Freed at once, so that not every new file has to look for an old one.
    private const double KeptWhenFull = 0.9;

    private readonly ISpeechSynthesizer _synthesizer;
    private readonly ILogger<ClipShelf> _logger;
    private readonly TimeProvider _clock;
    private readonly long _bytesMax;
    private readonly string _directory;
    private readonly Lazy<byte[]> _key;
    private readonly Lazy<ConcurrentDictionary<ClipId, Clip>> _clips;
    private readonly ConcurrentDictionary<ClipId, Lazy<Task>> _rendering = new();
    private long _bytes;

    public ClipShelf(
        ISpeechSynthesizer synthesizer,
        IOptions<SpeechOptions> options,
        IConfiguration configuration,
        TimeProvider clock,
        ILogger<ClipShelf> logger)
    {
        (_synthesizer, _clock, _logger) = (synthesizer, clock, logger);
        _bytesMax = options.Value.CacheBytesMax;
        _directory = options.Value.CacheDirectory ?? Path.Combine(configuration["Storage:DataDirectory"] ?? "data", "speech");
        _key = new(ReadKey);
        _clips = new(ReadDirectory);
    }

    /// <summary>The name of the file with these words; the file may not be there yet.</summary>
    internal ClipId IdOf(TenantId tenant, SpeechOrder order) => ClipId.Of(_key.Value, tenant, order);

    /// <summary>The file, or <c>null</c> when there is none of that name.</summary>
    internal FileInfo? Find(ClipId id)
    {
        if (_clips.Value.TryGetValue(id, out var clip))
        {
            clip.UsedAt = _clock.GetTimestamp();
        }

        // Another front may have put it there.
        var file = new FileInfo(PathOf(id));
        return file.Exists ? file : null;
    }

    /// <summary>
    /// Sees to it that the file is there. Rendering goes on when the caller can wait no longer, so that the next one finds it.
    /// </summary>
    /// <exception cref="SpeechUnavailableException">It cannot be rendered.</exception>
    internal async Task Render(ClipId id, SpeechOrder order, CancellationToken cancellationToken)
    {
        if (Find(id) is not null)
        {
            return;
        }

        var rendering = _rendering.GetOrAdd(
            id, static (key, work) => new Lazy<Task>(() => work.Shelf.RenderOnce(key, work.Order)), (Shelf: this, Order: order));
        await rendering.Value.WaitAsync(cancellationToken);
    }

    private async Task RenderOnce(ClipId id, SpeechOrder order)
    {
        try
        {
            var sound = await _synthesizer.Synthesize(order, CancellationToken.None);
            await Store(id, sound);
        }
        catch (Exception failure) when (failure is SpeechUnavailableException or IOException or UnauthorizedAccessException)
        {
            LogNotRendered(failure);
            throw failure as SpeechUnavailableException ?? new SpeechUnavailableException("The rendered file cannot be stored.", failure);
        }
        finally
        {
            _rendering.TryRemove(id, out _);
        }
    }

    private async Task Store(ClipId id, ReadOnlyMemory<byte> sound)
    {
        var clips = _clips.Value;
        var path = PathOf(id);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = path + ".part";
        await File.WriteAllBytesAsync(unfinished, sound);
        File.Move(unfinished, path, overwrite: true);
        clips[id] = new Clip(sound.Length) { UsedAt = _clock.GetTimestamp() };
        if (Interlocked.Add(ref _bytes, sound.Length) > _bytesMax)
        {
            MakeRoom(clips, id);
        }
    }

    private void MakeRoom(ConcurrentDictionary<ClipId, Clip> clips, ClipId newest)
    {
        foreach (var (id, clip) in clips.ToArray().OrderBy(pair => pair.Value.UsedAt))
        {
            if (Interlocked.Read(ref _bytes) <= _bytesMax * KeptWhenFull)
            {
                return;
            }
            if (id != newest && clips.TryRemove(id, out _))
            {
                File.Delete(PathOf(id));
                Interlocked.Add(ref _bytes, -clip.Bytes);
            }
        }
    }

    private string PathOf(ClipId id) => Path.Combine(_directory, id.Text[..2], $"{id.Text}.wav");

    private ConcurrentDictionary<ClipId, Clip> ReadDirectory()
    {
        var clips = new ConcurrentDictionary<ClipId, Clip>();
        foreach (var file in Directory.CreateDirectory(_directory).EnumerateFiles("*.wav", SearchOption.AllDirectories))
        {
            if (ClipId.Parse(Path.GetFileNameWithoutExtension(file.Name)) is { } id)
            {
                // All older than what is used from here on, the older the earlier.
                clips[id] = new Clip(file.Length) { UsedAt = file.LastWriteTimeUtc.Ticks - DateTime.MaxValue.Ticks };
                _bytes += file.Length;
            }
        }
        return clips;
    }

    // Kept, so that addresses that a switch has cached stay good after a restart, and shared by the fronts that share the directory.
    private byte[] ReadKey()
    {
        Directory.CreateDirectory(_directory);
        var path = Path.Combine(_directory, "names.key");
        if (!File.Exists(path))
        {
            var unfinished = $"{path}.{Environment.ProcessId}";
            File.WriteAllBytes(unfinished, RandomNumberGenerator.GetBytes(ClipId.KeyBytes));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(unfinished, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
            MoveIfAbsent(unfinished, path);
        }
        return File.ReadAllBytes(path);
    }

    private static void MoveIfAbsent(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: false);
        }
        catch (IOException) when (File.Exists(to))
        {
            // A front beside this one was faster; its key is the key.
            File.Delete(from);
        }
    }

    [LoggerMessage(4110, LogLevel.Warning, "Speech was not rendered; the switch speaks instead")]
    private partial void LogNotRendered(Exception failure);

    private sealed class Clip(long bytes)
    {
        internal long Bytes => bytes;

        internal long UsedAt { get; set; }
    }
}
