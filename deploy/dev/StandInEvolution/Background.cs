using System.Collections.Concurrent;

namespace Platform.StandIn;

/// <summary>Work that goes on after a request was answered, until it is done or the server stops.</summary>
internal sealed class Background : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, byte> _underWay = new();

    internal void Begin(Func<CancellationToken, Task> work)
    {
        var task = Run(work, _stop.Token);
        _underWay.TryAdd(task, 0);
        _ = Forget(task);
    }

    /// <summary>Completes when nothing is under way any more.</summary>
    internal async Task Idle(CancellationToken cancellationToken)
    {
        while (!_underWay.IsEmpty)
        {
            await Task.WhenAll(_underWay.Keys).WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Idle(CancellationToken.None);
        _stop.Dispose();
    }

    private static async Task Run(Func<CancellationToken, Task> work, CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            await work(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Like the real gateway, the stand-in forgets what it had not finished when it stops.
        }
    }

    private async Task Forget(Task task)
    {
        await task;
        _underWay.TryRemove(task, out _);
    }
}
