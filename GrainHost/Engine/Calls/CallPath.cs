using Orleans.Runtime;

namespace Orleans.GrainHost.Engine;

/// <summary>The way of a call from a proxy to the callee's mailbox.</summary>
internal static class CallPath
{
    public static object? Call(GrainReference target, GrainMethod method, object?[] arguments)
    {
        var engine = target.Engine;
        method.CopyArguments(arguments);
        if (method.ReturnKind == ReturnKind.Sequence)
        {
            return Sequences.SequenceCall.Create(target, method, arguments);
        }
        var request = method.NewRequest(arguments, engine.RunQueue.IsDeterministic);
        request.Target = target;
        if (engine.OutgoingFilters.Length > 0)
        {
            return OutgoingCall.Start(engine, request);
        }
        Send(engine, request);
        return request.Promise;
    }

    /// <exception cref="OperationCanceledException">The call's token is cancelled already.</exception>
    public static void Send(GrainEngine engine, Request request)
    {
        var token = request.GetCancellationToken();
        token.ThrowIfCancellationRequested();
        var sender = Activation.Current;
        request.Sender = sender?.GrainId ?? GrainEngine.ClientId;
        request.IsFromOutside = sender is null;
        request.Context = Capture(RequestContext.Values);
        request.Deadline = engine.Now + (long)(request.Method.ResponseTimeout ?? engine.Messaging.ResponseTimeout).TotalMilliseconds;
        if (!request.IsOneWay)
        {
            engine.Track(request);
            if (token.CanBeCanceled)
            {
                request.Cancellation = new CallCancellation();
                request.Cancellation.Watch(request, token);
            }
        }
        engine.Deliver(request);
        if (request.IsOneWay)
        {
            request.Answer(Serialization.Invocation.Response.Completed);
        }
    }

    /// <summary>The dictionary itself is never changed; only values that could be are copied.</summary>
    private static Dictionary<string, object>? Capture(Dictionary<string, object>? values)
    {
        if (values is null || values.Values.All(value => Copying.CopyPlan.ForRuntime(value.GetType()) is null))
        {
            return values;
        }
        var context = new Copying.CopyContext();
        return values.ToDictionary(
            pair => pair.Key, pair => Copying.CopyPlan.ForRuntime(pair.Value.GetType())?.Copy(pair.Value, context) ?? pair.Value);
    }
}
