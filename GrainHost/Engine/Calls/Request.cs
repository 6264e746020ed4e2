using System.Reflection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans.GrainHost.Engine;

/// <summary>One call on its way: what is called, by whom, until when, and the promise of an answer.</summary>
internal abstract class Request(GrainMethod method, object?[] arguments) : IInvokable
{
    private const int Answered = 1;
    private int _state;
    private Activation? _callee;

    public GrainMethod Method { get; } = method;

    public object?[] Arguments { get; } = arguments;

    public GrainReference? Target { get; set; }

    public GrainId Sender { get; set; }

    /// <summary>True when code outside grains sent it.</summary>
    public bool IsFromOutside { get; set; }

    public Dictionary<string, object>? Context { get; set; }

    /// <summary>In milliseconds of the host's clock; <see cref="long.MaxValue"/> for none.</summary>
    public long Deadline { get; set; } = long.MaxValue;

    /// <summary>The next request that waits for the same activation.</summary>
    public Request? NextWaiting { get; set; }

    /// <summary>Neighbours in the list of calls without an answer.</summary>
    public Request? Before { get; set; }

    public Request? After { get; set; }

    public int Shard { get; set; } = -1;

    public int ForwardCount { get; set; }

    public CallCancellation? Cancellation { get; set; }

    /// <summary>Whether the caller has its answer. A one-way call has it from the start, and runs all the same.</summary>
    public bool IsAnswered => Volatile.Read(ref _state) != 0;

    /// <summary>Whether nobody waits for it any more, so that it need not start.</summary>
    public bool IsAbandoned => IsAnswered && !IsOneWay;

    public virtual bool IsOneWay => Method.IsOneWay;

    public virtual bool AlwaysInterleaves => Method.AlwaysInterleaves;

    public bool IsReadOnly => Method.IsReadOnly;

    /// <summary>Whether running it counts as use of the activation.</summary>
    public virtual bool KeepsAlive => true;

    /// <summary>Whether it belongs to one activation only and dies with it.</summary>
    public virtual bool IsLocalOnly => false;

    public virtual GrainInterfaceType InterfaceType => Target?.InterfaceType ?? default;

    /// <summary>What the caller gets from the proxy: a task, a value task, or nothing.</summary>
    public abstract object? Promise { get; }

    /// <summary>The promise as a task.</summary>
    public abstract Task Completion { get; }

    public Activation? Callee => _callee;

    /// <summary>Starts the method on the target and passes the outcome to the caller. Null when all is done already.</summary>
    public abstract Task? Run(Activation activation);

    /// <summary>Starts the method; the outcome goes to the filters that asked.</summary>
    public abstract ValueTask<Response> Invoke();

    /// <summary>Passes an outcome to the caller.</summary>
    public abstract void Answer(Response response);

    /// <summary>The answer of a call that has succeeded.</summary>
    public virtual Response ToResponse() => Response.Completed;

    public abstract bool Fail(Exception exception);

    public virtual void LogFailure(ILogger log, GrainId callee, Exception exception)
    {
        if (IsOneWay)
        {
            EngineLog.OneWayCallFailed(log, exception, Method.InterfaceName, Method.Name, callee);
        }
        else
        {
            EngineLog.CallFailed(log, exception, Method.InterfaceName, Method.Name, callee);
        }
    }

    public void SetCallee(Activation activation) => _callee = activation;

    /// <summary>Only the first to claim a request may answer it.</summary>
    protected bool Claim()
    {
        if (Interlocked.Exchange(ref _state, Answered) != 0)
        {
            return false;
        }
        if (Shard >= 0)
        {
            Target!.Engine.Outstanding.Remove(this);
        }
        Cancellation?.Dispose();
        return true;
    }

    protected object? InvokeMethod(Activation activation)
    {
        _callee = activation;
        var target = Method.IsOfSequences ? activation.Sequences : activation.GrainInstance!;
        return Method.Invoke(target, Cancellation is { } cancellation ? cancellation.ArgumentsForCallee(this) : Arguments);
    }

    public object? GetTarget() => _callee?.GrainInstance;

    public void SetTarget(ITargetHolder holder) => _callee = (Activation)holder;

    public int GetArgumentCount() => Arguments.Length;

    public object? GetArgument(int index) => Arguments[index];

    public void SetArgument(int index, object value) => Arguments[index] = value;

    public string GetMethodName() => Method.Name;

    public virtual string GetInterfaceName() => Method.InterfaceName;

    public string GetActivityName() => $"{Method.InterfaceName}/{Method.Name}";

    public MethodInfo GetMethod() => Method.Info;

    public Type GetInterfaceType() => Method.Info.DeclaringType!;

    public TimeSpan? GetDefaultResponseTimeout() => Method.ResponseTimeout;

    public CancellationToken GetCancellationToken() => Method.TokenIndex < 0 ? default : (CancellationToken)Arguments[Method.TokenIndex]!;

    public bool IsCancellable => Method.TokenIndex >= 0;

    public void Dispose()
    {
    }

    public override string ToString() => $"{Method.InterfaceName}.{Method.Name} from {Sender} to {Target}";
}
