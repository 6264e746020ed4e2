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

    public Response? Response { get; set; }

    /// <summary>What the proxy returns: the answer that the filters let through.</summary>
    public static object? Start(GrainEngine engine, Request request)
    {
        // The filters answer the caller through a request of their own, so that they can replace the callee's answer.
        var outer = request.Method.NewRequest(request.Arguments, engine.RunQueue.IsDeterministic);
        _ = new OutgoingCall(engine, request).Run(outer);
        return outer.Promise;
    }

    public async Task Invoke()
    {
        var filters = engine.OutgoingFilters;
        if (_stage < filters.Length)
        {
            var filter = filters[_stage];
            _stage++;
            try
            {
                await filter.Invoke(this);
            }
            finally
            {
                _stage--;
            }
            return;
        }
        CallPath.Send(engine, request);
        await request.Completion;
        Response = request.ToResponse();
    }

    private async Task Run(Request outer)
    {
        try
        {
            await Invoke();
            outer.Answer(Response ?? throw new InvalidOperationException("An outgoing filter neither went on nor set a result."));
        }
        catch (Exception exception)
        {
            outer.Fail(exception);
        }
    }
}
