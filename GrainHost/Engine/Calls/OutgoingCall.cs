using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans.GrainHost.Engine;

/// <summary>A call on its way through the outgoing filters, on the caller's side.</summary>
internal sealed class OutgoingCall(GrainEngine engine, Request request) : IOutgoingGrainCallContext
{
    private readonly Activation? _source = Activation.Current;
    private int _stage;

    public IInvokable Request => request;

    public object Grain => request.Target!;

    public GrainId? SourceId => _source?.GrainId;

    public IGrainContext? SourceContext => _source;

    public GrainId TargetId => request.Target!.GrainId;

    public GrainInterfaceType InterfaceType => request.InterfaceType;

    public string InterfaceName => request.GetInterfaceName();

    public string MethodName => request.GetMethodName();

    public MethodInfo InterfaceMethod => request.GetMethod();

    public object? Result
    {
        get => Response is { Exception: null } response ? response.Result : null;
        set => Response = Response.FromResult(value);
    }

    public Response? Response
    {
        get => field ?? (request.Completion.IsCompletedSuccessfully ? request.ToResponse() : null);
        set;
    }

    /// <summary>What the proxy returns: the answer that the filters let through.</summary>
    public static object? Start(GrainEngine engine, Request request)
    {
        var call = new OutgoingCall(engine, request);
        var flow = ExecutionContext.Capture();
        Task running;
        try
        {
            running = call.Invoke();
        }
        catch (Exception exception)
        {
            running = Task.FromException(exception);
        }
        finally
        {
            // What filters set is for the callee, not for the rest of the caller.
            if (flow is not null) { ExecutionContext.Restore(flow); }
        }
        if (call.IsUntouched(running))
        {
            return request.Promise;
        }
        // Filters that answer do so through a request of their own, so that they can replace the callee's answer.
        var outer = request.Method.NewRequest(request.Arguments, engine.RunQueue.IsDeterministic);
        _ = call.Finish(running, outer);
        return outer.Promise;
    }

    public Task Invoke()
    {
        var filters = engine.OutgoingFilters;
        if (_stage < filters.Length)
        {
            return Through(filters[_stage]);
        }
        CallPath.Send(engine, request);
        return request.Completion;
    }

    private Task Through(IOutgoingGrainCallFilter filter)
    {
        _stage++;
        Task running;
        try
        {
            running = filter.Invoke(this);
        }
        catch
        {
            _stage--;
            throw;
        }
        if (!IsUntouched(running))
        {
            return AwaitFilter(running);
        }
        _stage--;
        return running;
    }

    /// <summary>Whether filters only handed on the call's own task: they will neither see its answer nor change it.</summary>
    private bool IsUntouched(Task running) => ReferenceEquals(running, request.Completion);

    private async Task AwaitFilter(Task running)
    {
        try
        {
            await running;
        }
        finally
        {
            _stage--;
        }
    }

    private async Task Finish(Task running, Request outer)
    {
        try
        {
            await running;
            outer.Answer(Response ?? throw new InvalidOperationException("An outgoing filter neither went on nor set a result."));
        }
        catch (Exception exception)
        {
            outer.Fail(exception);
        }
    }
}
