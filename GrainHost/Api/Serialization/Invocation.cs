using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Orleans.Serialization.Invocation;

/// <summary>Holds the object on which a request is invoked.</summary>
public interface ITargetHolder
{
    object? GetTarget();

    object? GetComponent(Type componentType);
}

/// <summary>A request: a method and its arguments.</summary>
public interface IInvokable : IDisposable
{
    object? GetTarget();

    void SetTarget(ITargetHolder holder);

    ValueTask<Response> Invoke();

    int GetArgumentCount();

    object? GetArgument(int index);

    void SetArgument(int index, object value);

    string GetMethodName();

    string GetInterfaceName();

    string GetActivityName();

    MethodInfo GetMethod();

    Type GetInterfaceType();

    TimeSpan? GetDefaultResponseTimeout() => null;

    CancellationToken GetCancellationToken() => default;

    bool TryCancel() => false;

    bool IsCancellable => false;
}

/// <summary>The answer to a request: a result or an exception.</summary>
public abstract class Response : IDisposable
{
    public static Response Completed { get; } = new ResultResponse<object?>(null);

    public abstract object? Result { get; set; }

    public abstract Exception? Exception { get; set; }

    public static Response FromResult<TResult>(TResult value) => new ResultResponse<TResult>(value);

    public static Response FromException(Exception exception) => new FailureResponse(exception);

    public abstract T? GetResult<T>();

    public abstract void Dispose();

    private sealed class ResultResponse<TResult>(TResult value) : Response
    {
        public override object? Result { get; set; } = value;

        public override Exception? Exception
        {
            get => null;
            set => throw new InvalidOperationException("A result cannot become an exception.");
        }

        public override T? GetResult<T>() where T : default => (T?)Result;

        public override void Dispose()
        {
        }
    }

    private sealed class FailureResponse(Exception exception) : Response
    {
        public override object? Result
        {
            get
            {
                ExceptionDispatchInfo.Throw(Exception!);
                return null;
            }
            set => throw new InvalidOperationException("An exception cannot become a result.");
        }

        public override Exception? Exception { get; set; } = exception;

        public override T? GetResult<T>() where T : default => (T?)Result;

        public override void Dispose()
        {
        }
    }
}
