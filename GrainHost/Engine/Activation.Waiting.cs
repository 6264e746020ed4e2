using Orleans.Runtime;

namespace Orleans.GrainHost.Engine;

/// <summary>The waiting requests and the rule by which they start.</summary>
internal sealed partial class Activation
{
    private Request? _firstWaiting;
    private Request? _lastWaiting;
    private Request? _blocking;
    private int _waitingCount;
    private int _runningCount;

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
                _runningCount++;
                if (!request.AlwaysInterleaves)
                {
                    _blocking ??= request;
                }
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
    /// One blocking request decides, as in Orleans: this is no reader-writer lock. When the first of several reads ends,
    /// a write may start beside the others; and an ordinary call starts beside a running always-interleaving one.
    /// </summary>
    private bool MayStart(Request request)
    {
        if (_runningCount == 0 || _blocking is null || request.AlwaysInterleaves || _class.Shape.IsReentrant)
        {
            return true;
        }
        if (request.IsReadOnly && _blocking.IsReadOnly)
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

    private bool AskClass(Func<object, Serialization.Invocation.IInvokable, bool> mayInterleave, Request request)
    {
        try
        {
            return mayInterleave(_instance!, request) || mayInterleave(_instance!, _blocking!);
        }
        catch (Exception exception)
        {
            EngineLog.InterleavePredicateFailed(Engine.Log, exception, GrainId);
            request.Fail(new OrleansMessageRejectionException($"The predicate of {_class.Shape.Type} failed.", exception));
            return false;
        }
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
