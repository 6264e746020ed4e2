using Orleans.Runtime;

namespace Orleans.GrainHost.Engine;

/// <summary>Starting, idle collection and stopping.</summary>
internal sealed partial class GrainEngine
{
    private readonly ITimer _collect;
    private TaskCompletionSource? _drained;
    private int _activationCount;
    private int _isCollectArmed;
    private volatile Phase _phase;

    private enum Phase
    {
        Created,
        Running,
        Stopping,
        Stopped,
    }

    public int ActivationCount => Volatile.Read(ref _activationCount);

    /// <summary>Calls are taken while activations end, since they may need one another to do so.</summary>
    public bool AcceptsCalls => _phase is Phase.Running or Phase.Stopping;

    public bool MayActivate => _phase == Phase.Running;

    public void Start()
    {
        _phase = Phase.Running;
        EngineLog.Started(Log, ClassCount);
    }

    /// <summary>
    /// Ends every activation and waits for it; one that never ends is left behind when the token is cancelled. The callers
    /// that still wait then learn that the host is gone.
    /// </summary>
    public async Task Stop(CancellationToken cancellationToken)
    {
        if (_phase != Phase.Running)
        {
            _phase = Phase.Stopped;
            return;
        }
        _drained = new TaskCompletionSource(
            RunQueue.IsDeterministic ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);
        _phase = Phase.Stopping;
        EngineLog.Stopping(Log, ActivationCount);
        EndAll();
        if (ActivationCount == 0)
        {
            _drained.TrySetResult();
        }
        try
        {
            await _drained.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            EngineLog.StoppedBusy(Log, ActivationCount);
        }
        Close(_ => true, "The host of grains has stopped.");
    }

    /// <summary>Nothing of this host runs again, and no activation is told. Callers outside it learn that it is gone.</summary>
    public void Crash()
    {
        foreach (var activation in Activations())
        {
            activation.Discard();
        }
        Close(request => request.IsFromOutside, "The host of grains has crashed.");
    }

    public void OnMade(IMailbox mailbox)
    {
        if (mailbox is not Activation made)
        {
            return;
        }
        Interlocked.Increment(ref _activationCount);
        if (_phase == Phase.Stopping)
        {
            // It was made while the stop began, too late for the look at all activations.
            made.Deactivate(Leaving);
        }
        if (Volatile.Read(ref _isCollectArmed) == 0 && Interlocked.Exchange(ref _isCollectArmed, 1) == 0)
        {
            _collect.Change(Collection.CollectionQuantum, Timeout.InfiniteTimeSpan);
        }
    }

    public void OnGone(Activation activation)
    {
        if (Interlocked.Decrement(ref _activationCount) == 0)
        {
            _drained?.TrySetResult();
        }
    }

    private static DeactivationReason Leaving => new(DeactivationReasonCode.ShuttingDown, "This process is terminating.");

    private List<Activation> Activations()
    {
        var all = _classes.Values.SelectMany(each => each.Activations()).ToList();
        if (RunQueue.IsDeterministic)
        {
            // The order of a hash table must not decide what a seed means.
            all.Sort(static (left, right) => left.GrainId.CompareTo(right.GrainId));
        }
        return all;
    }

    private void EndAll()
    {
        foreach (var activation in Activations())
        {
            activation.Deactivate(Leaving);
        }
    }

    private void Close(Predicate<Request> isTold, string message)
    {
        _phase = Phase.Stopped;
        _sweep.Dispose();
        _collect.Dispose();
        foreach (var request in Outstanding.Find(isTold).Found)
        {
            request.Fail(new SiloUnavailableException(message));
        }
    }

    private void Collect()
    {
        try
        {
            var now = Now;
            foreach (var activation in Activations())
            {
                if (activation.Class.IdleAge is var age && age != Timeout.InfiniteTimeSpan)
                {
                    activation.CollectIfIdle(now, (long)age.TotalMilliseconds);
                }
            }
        }
        catch (Exception exception)
        {
            EngineLog.SweepFailed(Log, exception, "idle collection");
        }
        if (ActivationCount == 0)
        {
            Volatile.Write(ref _isCollectArmed, 0);
            if (ActivationCount == 0 || Interlocked.Exchange(ref _isCollectArmed, 1) != 0)
            {
                return;
            }
        }
        _collect.Change(Collection.CollectionQuantum, Timeout.InfiniteTimeSpan);
    }
}
