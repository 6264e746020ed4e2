using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.GrainHost.Engine;

/// <summary>How requests come in, start and end.</summary>
internal sealed partial class Activation
{
    private long _lastUsed;
    private bool _isMarked;

    /// <summary>A guess for choosing among workers; exact only under the lock.</summary>
    public int WaitingCount => _waitingCount;

    public bool IsInactive => _runningCount == 0 && _waitingCount == 0;

    /// <summary>False when this activation is gone and the request must go elsewhere.</summary>
    public bool Receive(Request request)
    {
        var runsHere = false;
        lock (this)
        {
            if (_phase == Phase.Gone)
            {
                return false;
            }
            if (IsOverloaded(request))
            {
                request.Fail(new LimitExceededException(
                    nameof(Configuration.SiloMessagingOptions.MaxEnqueuedRequestsHardLimit), _waitingCount, _class.WaitingLimit, this));
                return true;
            }
            Append(request);
            request.SetCallee(this);
            runsHere = MayRunHere(request) && TryTakeHere();
            if (runsHere)
            {
                _isMarked = true;
            }
            else
            {
                Wake();
            }
        }
        if (runsHere)
        {
            RunHere();
        }
        return true;
    }

    /// <summary>Ends the wait of a request that nobody waits for any more.</summary>
    public void Forget(Request request)
    {
        lock (this)
        {
            Request? before = null;
            for (var each = _firstWaiting; each is not null; before = each, each = each.NextWaiting)
            {
                if (each == request)
                {
                    Unlink(before, each);
                    return;
                }
            }
        }
    }

    public void OnFailure(Request request, Exception exception)
    {
        request.LogFailure(Engine.Log, GrainId, exception);
        if (exception is InconsistentStateException { IsSourceActivation: true } inconsistent)
        {
            inconsistent.IsSourceActivation = false;
            EngineLog.InconsistentState(Engine.Log, exception, GrainId);
            Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, exception, "Inconsistent state."));
        }
    }

    protected override void RunMarked()
    {
        lock (this)
        {
            _isMarked = false;
        }
        while (Next() is { } request)
        {
            Start(request);
        }
    }

    /// <summary>
    /// Whether a grain that asks something which is answered at any time may have it answered on its own thread: it waits for that anyway.
    /// </summary>
    private bool MayRunHere(Request request) =>
        request is { AlwaysInterleaves: true, IsOneWay: false, IsLocalOnly: false }
        && _phase == Phase.Valid && _class.Shape.Worker is null && Current is not null;

    /// <summary>Under the lock: asks for a look at the mailbox. Many arrivals make one look.</summary>
    private void Wake()
    {
        if (!_isMarked)
        {
            _isMarked = true;
            QueueMark();
        }
    }

    private bool IsOverloaded(Request request)
    {
        if (request.IsLocalOnly)
        {
            return false;
        }
        if (_class.WaitingWarning > 0 && _waitingCount == _class.WaitingWarning)
        {
            EngineLog.MailboxLong(Engine.Log, GrainId, _waitingCount);
        }
        return _class.WaitingLimit > 0 && _waitingCount >= _class.WaitingLimit;
    }

    /// <summary>The next request that may start, taken out of the mailbox; or null after other steps of life were taken.</summary>
    private Request? Next()
    {
        lock (this)
        {
            switch (_phase)
            {
                case Phase.Created:
                    _phase = Phase.Activating;
                    break;
                case Phase.Valid:
                    return TakeStartable();
                case Phase.Deactivating when _runningCount == 0:
                    _phase = Phase.Finishing;
                    break;
                default:
                    return null;
            }
        }
        if (_phase == Phase.Activating)
        {
            // When it ends at once, the mailbox is looked at in this same turn.
            return Begin() ? Next() : null;
        }
        _ = Finish();
        return null;
    }

    private void Start(Request request)
    {
        ClearFlow();
        if (request.Context is { } context)
        {
            RequestContext.Values = context;
        }
        var running = Engine.IncomingFilters.Length > 0 || _class.Shape.FiltersItself
            ? new IncomingCall(this, request).Run()
            : request.Run(this);
        if (running is null)
        {
            Complete(request);
        }
        else
        {
            _ = CompleteLater(request, running);
        }
    }

    private async Task CompleteLater(Request request, Task running)
    {
        await running;
        Complete(request);
    }

    private void Complete(Request request)
    {
        lock (this)
        {
            NoteEnd(request);
            if (request.KeepsAlive)
            {
                _lastUsed = Engine.Now;
            }
            if (_firstWaiting is not null || _phase == Phase.Deactivating)
            {
                Wake();
            }
        }
    }
}
