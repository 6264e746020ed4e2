namespace Orleans.GrainHost.Engine;

/// <summary>How an activation ends.</summary>
internal sealed partial class Activation
{
    private async Task Finish(Exception? failure = null)
    {
        StopTimers();
        if (_wasValid)
        {
            await Farewell();
        }
        await Dispose();
        var waiting = Leave();
        for (var request = waiting; request is not null;)
        {
            var next = request.NextWaiting;
            request.NextWaiting = null;
            if (failure is not null)
            {
                request.Fail(failure);
            }
            else
            {
                Engine.Forward(request, this);
            }
            request = next;
        }
        Engine.OnGone(this);
    }

    private async Task Farewell()
    {
        ClearFlow();
        var extras = Extras;
        if (!_class.Shape.HasDeactivation && extras.Lifecycle is null)
        {
            return;
        }
        using var ending = new CancellationTokenSource(Engine.Collection.DeactivationTimeout, Engine.Clock);
        if (_instance is IGrainBase grain)
        {
            await Attempt(() => grain.OnDeactivateAsync(extras.Reason, ending.Token), ending.Token);
        }
        if (extras.Lifecycle is { } lifecycle)
        {
            await Attempt(() => lifecycle.Stop(ending.Token), ending.Token);
        }
    }

    private async Task Attempt(Func<Task> step, CancellationToken cancellationToken)
    {
        try
        {
            await WithToken(step(), cancellationToken);
        }
        catch (Exception exception)
        {
            EngineLog.DeactivationFailed(Engine.Log, exception, GrainId);
        }
    }

    private async Task Dispose()
    {
        try
        {
            if (_extras?.Sequences is { } sequences)
            {
                await sequences.Abort();
            }
            switch (_instance)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
            }
            if (_extras?.Scope is { } scope)
            {
                await scope.DisposeAsync();
            }
        }
        catch (Exception exception)
        {
            EngineLog.DisposalFailed(Engine.Log, exception, GrainId);
        }
    }

    /// <summary>Leaves the directory. The requests that wait are given back; those that arrive later find a successor.</summary>
    private Request? Leave()
    {
        Request? waiting;
        lock (this)
        {
            waiting = _firstWaiting;
            _firstWaiting = _lastWaiting = null;
            _waitingCount = 0;
            _phase = Phase.Gone;
            _extras?.Ended?.TrySetResult();
        }

        // Outside the lock: a pool of workers holds its own lock while it hands a request to a worker.
        _class.Remove(this);
        return waiting;
    }

    private static Task WithToken(Task task, CancellationToken cancellationToken) =>
        task.IsCompleted ? task : task.WaitAsync(cancellationToken);

    private void StopTimers()
    {
        GrainTimer[] timers;
        lock (this)
        {
            timers = _extras?.Timers is { } all ? [.. all] : [];
        }
        foreach (var timer in timers)
        {
            timer.Dispose();
        }
    }
}
