namespace Platform.Commands.Simulate.Chats;

/// <summary>Tells when a chat has gone quiet after an answer.</summary>
internal sealed class QuietWatch(TimeProvider clock)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private bool _answered;
    private long _lastEvent = clock.GetTimestamp();

    /// <summary>An answer is waited for from here on.</summary>
    internal void Expect()
    {
        lock (_lock)
        {
            _answered = false;
        }
    }

    /// <summary>Something happened.</summary>
    internal void Saw(bool isAnswer)
    {
        lock (_lock)
        {
            _answered |= isAnswer;
            _lastEvent = clock.GetTimestamp();
        }
    }

    /// <summary>Completes when nothing happened for <paramref name="quietFor"/> after an answer, or when patience ends.</summary>
    internal async Task Wait(TimeSpan quietFor, TimeSpan patienceMax, CancellationToken cancellationToken)
    {
        var since = clock.GetTimestamp();
        while (!IsQuiet(quietFor) && clock.GetElapsedTime(since) < patienceMax)
        {
            await Task.Delay(Look, clock, cancellationToken);
        }
    }

    private bool IsQuiet(TimeSpan quietFor)
    {
        lock (_lock)
        {
            return _answered && clock.GetElapsedTime(_lastEvent) >= quietFor;
        }
    }
}
