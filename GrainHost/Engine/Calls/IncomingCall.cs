using System.Reflection;
using System.Runtime.ExceptionServices;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans.GrainHost.Engine;

/// <summary>A call on its way through the incoming filters, in the callee's turn.</summary>
internal sealed class IncomingCall(Activation activation, Request request) : IIncomingGrainCallContext
{
    private int _stage;

    // What the method or the filter after the last one returned.
    private Task? _inner;

    public IInvokable Request => request;

    public object Grain => activation.GrainInstance!;

    public GrainId? SourceId => request.Sender.IsDefault ? null : request.Sender;

    public GrainId TargetId => activation.GrainId;

    public IGrainContext TargetContext => activation;

    public GrainInterfaceType InterfaceType => request.InterfaceType;

    public string InterfaceName => request.GetInterfaceName();

    public string MethodName => request.GetMethodName();

    public MethodInfo InterfaceMethod => request.GetMethod();

    public MethodInfo ImplementationMethod => request.Method.ImplementationIn(Grain.GetType());

    public object? Result
    {
        get => Response is { Exception: null } response ? response.Result : null;
        set => Response = Response.FromResult(value);
    }

    public Response? Response { get; set; }

    /// <summary>Null when all is done already.</summary>
    public Task? Run()
    {
        request.SetCallee(activation);
        Task running;
        try
        {
            running = Invoke();
        }
        catch (Exception exception)
        {
            Finish(exception);
            return null;
        }
        if (!running.IsCompletedSuccessfully)
        {
            return Await(running);
        }
        Finish(null);
        return null;
    }

    public Task Invoke()
    {
        var filters = activation.Engine.IncomingFilters;
        if (_stage < filters.Length)
        {
            return Through(filters[_stage]);
        }
        if (_stage == filters.Length && activation.Class.Shape.FiltersItself)
        {
            return Through((IIncomingGrainCallFilter)Grain);
        }
        if (_stage > filters.Length + 1)
        {
            throw new InvalidOperationException("A filter went on after the method itself.");
        }
        return _inner = InvokeMethod(filters.Length + 2);
    }

    private Task Through(IIncomingGrainCallFilter filter)
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
        if (!running.IsCompletedSuccessfully)
        {
            if (!ReferenceEquals(running, _inner))
            {
                return _inner = AwaitFilter(running, filter);
            }
            // The filter handed on what it was given: nothing of it is left to run.
            _stage--;
            return running;
        }
        _stage--;
        ThrowIfBroken(filter);
        return Task.CompletedTask;
    }

    private async Task AwaitFilter(Task running, IIncomingGrainCallFilter filter)
    {
        try
        {
            await running;
            ThrowIfBroken(filter);
        }
        finally
        {
            _stage--;
        }
    }

    private Task InvokeMethod(int last)
    {
        var before = _stage;
        _stage = last;
        var running = request.Invoke();
        if (!running.IsCompletedSuccessfully)
        {
            return AwaitMethod(running, before);
        }
        _stage = before;
        Accept(running.Result);
        return Task.CompletedTask;
    }

    private async Task AwaitMethod(ValueTask<Response> running, int before)
    {
        try
        {
            Accept(await running);
        }
        finally
        {
            _stage = before;
        }
    }

    private void Accept(Response response)
    {
        Response = response;
        if (response.Exception is { } exception)
        {
            ExceptionDispatchInfo.Throw(exception);
        }
    }

    private void ThrowIfBroken(IIncomingGrainCallFilter filter)
    {
        if (Response is null)
        {
            throw new InvalidOperationException($"{filter.GetType().Name} is a broken filter: it neither went on nor set a result.");
        }
    }

    private async Task Await(Task running)
    {
        try
        {
            await running;
        }
        catch (Exception exception)
        {
            Finish(exception);
            return;
        }
        Finish(null);
    }

    private void Finish(Exception? exception)
    {
        exception ??= Response!.Exception;
        if (exception is not null)
        {
            activation.OnFailure(request, exception);
        }
        try
        {
            request.Answer(exception is null ? Response! : Response.FromException(exception));
        }
        catch (Exception cast) when (cast is InvalidCastException or NullReferenceException)
        {
            request.Fail(new InvalidOperationException($"A filter set a result of the wrong type for {request.GetActivityName()}.", cast));
        }
    }
}
