using Orleans.Runtime;

namespace Orleans.GrainHost.Engine;

/// <summary>Delivery of calls, and what happens to those that get no answer.</summary>
internal sealed partial class GrainEngine
{
    private readonly ITimer _sweep;
    private int _isSweepArmed;

    public void Track(Request request)
    {
        Outstanding.Add(request);

        // The timer runs only while calls are out; the first call after a pause arms it.
        if (Volatile.Read(ref _isSweepArmed) == 0 && Interlocked.Exchange(ref _isSweepArmed, 1) == 0)
        {
            _sweep.Change(_sweepPeriod, Timeout.InfiniteTimeSpan);
        }
    }

    public void Deliver(Request request)
    {
        if (!AcceptsCalls)
        {
            request.Fail(new SiloUnavailableException("The host of grains does not run."));
            return;
        }
        request.Target!.Class.Deliver(request.Target.Key, request);
    }

    /// <summary>Passes a waiting request of an ended activation to the next.</summary>
    public void Forward(Request request, Activation from)
    {
        if (request.IsLocalOnly || request.IsAbandoned)
        {
            return;
        }
        if (request.ForwardCount++ >= Messaging.MaxForwardCount)
        {
            request.Fail(new OrleansMessageRejectionException(
                $"Forwarding failed: {request} met {Messaging.MaxForwardCount + 1} ending activations of {from.GrainId} in a row."));
            return;
        }
        Deliver(request);
    }

    private void Sweep()
    {
        try
        {
            var now = Now;
            var (late, any) = Outstanding.Find(request => request.Deadline <= now);
            foreach (var request in late)
            {
                TimeOut(request);
            }
            if (!any)
            {
                Volatile.Write(ref _isSweepArmed, 0);

                // A call may have come between the look and the write, when it saw the timer armed.
                if (!Outstanding.Find(_ => false).Any || Interlocked.Exchange(ref _isSweepArmed, 1) != 0)
                {
                    return;
                }
            }
        }
        catch (Exception exception)
        {
            EngineLog.SweepFailed(Log, exception, "time-out sweep");
        }
        _sweep.Change(_sweepPeriod, Timeout.InfiniteTimeSpan);
    }

    private void TimeOut(Request request)
    {
        var after = request.Method.ResponseTimeout ?? Messaging.ResponseTimeout;
        if (request.Fail(new TimeoutException($"Response did not arrive on time in {after} for message: {request}.")))
        {
            EngineLog.CallTimedOut(Log, request.Method.InterfaceName, request.Method.Name, request.Target!.GrainId);
            request.Callee?.Forget(request);
        }
    }
}
