using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Storage;
using Platform.Turns;

namespace Platform.Audit;

/// <summary>Keeps the heads of all ledgers in a file, again and again, and their fingerprint in the log.</summary>
internal sealed partial class HeadsKeeper(
    HeadsCheckpoint checkpoint, IOptions<AuditOptions> options, IOptions<StorageOptions> storage, TimeProvider clock,
    ILogger<HeadsKeeper> logger) : BackgroundService
{
    // A process that just started has better things to do.
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(10);

    private FileInfo File { get; } = new(options.Value.HeadsFile ?? Path.Combine(storage.Value.DataDirectory, "audit-heads.json"));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.KeepHeadsEvery == TimeSpan.Zero) { return; }
        await Task.Delay(FirstWait(), clock, stoppingToken);
        using var timer = new PeriodicTimer(options.Value.KeepHeadsEvery, clock);
        do { await Keep(stoppingToken); }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private TimeSpan FirstWait() => AfterStart < options.Value.KeepHeadsEvery ? AfterStart : options.Value.KeepHeadsEvery;

    private async Task Keep(CancellationToken cancellationToken)
    {
        try
        {
            var kept = KeptHeads.Read(File);
            var faults = await checkpoint.Run(kept, cancellationToken);
            kept.Write();
            LogKept(kept.Count, kept.Fingerprint(), faults);
        }
        catch (Exception failure) when (
            failure is StoreUnavailableException or IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            LogNotKept(failure);
        }
    }

    [LoggerMessage(LogLevel.Information, "Kept the heads of {Ledgers} audit ledgers, SHA-256 {Fingerprint}; {Faults} do not go on from where they were")]
    private partial void LogKept(int ledgers, string fingerprint, int faults);

    [LoggerMessage(LogLevel.Error, "The heads of the audit's ledgers could not be kept; they are tried again at the next time")]
    private partial void LogNotKept(Exception failure);
}
