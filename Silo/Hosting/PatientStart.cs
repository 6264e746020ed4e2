using Microsoft.Extensions.Logging;
using Platform.Turns;

namespace Platform.Hosting;

/// <summary>Starting while the database is there and slow: after a crash it may be busy with what the crash left behind.</summary>
internal sealed partial class PatientStart(TimeProvider clock, ILogger<PatientStart> logger)
{
    // A database that is not back in a quarter of a minute is for the operator to look at.
    private const int TriesMax = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    /// <summary>Does the work, which can be repeated, again while the database does not answer.</summary>
    /// <exception cref="StoreUnavailableException">It did not answer for too long.</exception>
    public async Task Run(Func<Task> work, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await work();
                return;
            }
            catch (StoreUnavailableException failure) when (tries < TriesMax)
            {
                LogLater(failure, tries);
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not answer at the start (try {Tries}); it is asked again.")]
    private partial void LogLater(Exception failure, int tries);
}
