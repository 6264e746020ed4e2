using Orleans.Runtime;

namespace Orleans.GrainHost.Engine;

/// <summary>The waiting requests and the rule by which they start.</summary>
internal sealed partial class Activation
{
    private Request? _firstWaiting;
    private Request? _lastWaiting;
    private int _waitingCount;
    private int _runningCount;

    // Of the running ones, those that do not always interleave, and those among them that may write.
    private int _ordinaryCount;
    private int _writeCount;

    private Request? TakeStartable()
    {
        Request? before = null;
        for (var request = _firstWaiting; request is not null;)
        {
            var next = request.NextWaiting;
            if (request.IsAbandoned || request.Deadline <= Engine.Now)
            {
                Unlink(before, request);
            }
            else if (MayStart(request))
            {
                Unlink(before, request);
                NoteStart(request);
                return request;
            }
            else
            {
                before = request;
            }
            request = next;
        }
        return null;
    }

    /// <summary>
    /// As in Orleans: reads run side by side and overtake writes that wait; a write waits until every read has ended; and an ordinary call
    /// starts beside running always-interleaving ones.
    /// </summary>
    private bool MayStart(Request request)
    {
        if (_ordinaryCount == 0 || request.AlwaysInterleaves || _class.Shape.IsReentrant)
        {
            return true;
        }
        if (request.IsReadOnly && _writeCount == 0)
        {
            return true;
        }
        if (_extras?.OpenChains is { Count: > 0 } open
            && request.Context is { } context
            && context.TryGetValue(RequestContext.CallChainKey, out var chain)
            && open.ContainsKey((Guid)chain))
        {
            return true;
        }
        return _class.Shape.MayInterleave is { } mayInterleave && AskClass(mayInterleave, request);
    }

    /// <summary>The class has to say so of the request, or of every running one that is in its way.</summary>
    private bool AskClass(Func<object, Serialization.Invocation.IInvokable, bool> mayInterleave, Request request)
    {
        try
        {
            return mayInterleave(_instance!, request)
                || Extras.Running!.TrueForAll(running => (running.IsReadOnly && request.IsReadOnly) || mayInterleave(_instance!, running));
        }
        catch (Exception exception)
        {
            EngineLog.InterleavePredicateFailed(Engine.Log, exception, GrainId);
            request.Fail(new OrleansMessageRejectionException($"The predicate of {_class.Shape.Type} failed.", exception));
            return false;
        }
    }

    private void NoteStart(Request request)
    {
        _runningCount++;
        if (request.AlwaysInterleaves)
        {
            return;
        }
        _ordinaryCount++;
        _writeCount += request.IsReadOnly ? 0 : 1;
        if (_class.Shape.MayInterleave is not null)
        {
            (Extras.Running ??= []).Add(request);
        }
    }

    private void NoteEnd(Request request)
    {
        _runningCount--;
        if (request.AlwaysInterleaves)
        {
            return;
        }
        _ordinaryCount--;
        _writeCount -= request.IsReadOnly ? 0 : 1;
        _extras?.Running?.Remove(request);
    }

    private void Append(Request request)
    {
        if (_lastWaiting is null)
        {
            _firstWaiting = request;
        }
        else
        {
            _lastWaiting.NextWaiting = request;
        }
        _lastWaiting = request;
        _waitingCount++;
    }

    private void Unlink(Request? before, Request request)
    {
        if (before is null)
        {
            _firstWaiting = request.NextWaiting;
        }
        else
        {
            before.NextWaiting = request.NextWaiting;
        }
        if (_lastWaiting == request)
        {
            _lastWaiting = before;
        }
        request.NextWaiting = null;
        _waitingCount--;
    }
}
