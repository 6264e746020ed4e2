using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Bots;
using Platform.Dialogue;

namespace Platform.Hosting;

/// <summary>Rehearses before the process serves, so that its first caller is answered as fast as its thousandth.</summary>
internal sealed partial class RehearsalStartup(BotLibrary bots, TimeProvider clock, ILogger<RehearsalStartup> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var said = Rehearsal.Play(bots, clock.GetUtcNow());
        var took = clock.GetElapsedTime(began);
        LogRehearsed(said, took);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Rehearsed every bot: {Prompts} prompts in {Elapsed}")]
    private partial void LogRehearsed(int prompts, TimeSpan elapsed);
}
