using Orleans.Serialization.Invocation;

namespace Orleans.GrainHost.Engine;

/// <summary>The result of a method that has none.</summary>
internal readonly struct Nothing;

/// <summary>A call whose answer is a <typeparamref name="T"/>.</summary>
internal sealed class ResultRequest<T>(GrainMethod method, object?[] arguments, bool runsInWorld) : Request(method, arguments)
{
    // A caller's code must not run on the callee's stack; in a simulated world there is no other thread to go to,
    // and the schedulers of the groups keep it off the stack instead.
    private readonly TaskCompletionSource<T> _answer =
        new(runsInWorld ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);

    public override object? Promise => Method.ReturnKind switch
    {
        ReturnKind.Task => _answer.Task,
        ReturnKind.ValueTask when typeof(T) == typeof(Nothing) => new ValueTask(_answer.Task),
        ReturnKind.ValueTask => new ValueTask<T>(_answer.Task),
        _ => null,
    };

    public override Task Completion => _answer.Task;

    public override Task? Run(Activation activation)
    {
        try
        {
            // Also a result that cannot be copied ends here: the activation must learn that the call is over.
            return Consume(InvokeMethod(activation), activation);
        }
        catch (Exception exception)
        {
            activation.OnFailure(this, exception);
            Fail(exception);
            return null;
        }
    }

    public override async ValueTask<Response> Invoke()
    {
        try
        {
            return Response.FromResult(Method.CopyResult(await Outcome(InvokeMethod(Callee!))));
        }
        catch (Exception exception)
        {
            return Response.FromException(exception);
        }
    }

    public override void Answer(Response response)
    {
        if (response.Exception is { } exception)
        {
            Fail(exception);
        }
        else if (typeof(T) == typeof(Nothing))
        {
            Succeed(default!);
        }
        else
        {
            Succeed(response.GetResult<T>()!);
        }
    }

    public override Response ToResponse() => typeof(T) == typeof(Nothing) ? Response.Completed : Response.FromResult(_answer.Task.Result);

    public void Succeed(T result)
    {
        if (Claim())
        {
            WorkGroup.WithoutInlining((_answer, result), static answer => answer._answer.TrySetResult(answer.result));
        }
    }

    public override bool Fail(Exception exception)
    {
        if (!Claim())
        {
            return false;
        }
        WorkGroup.WithoutInlining((_answer, exception), static answer => answer._answer.TrySetException(answer.exception));

        // A caller that does not look at its call must not be told at garbage collection.
        _ = _answer.Task.Exception;
        return true;
    }

    private Task? Consume(object? returned, Activation activation)
    {
        switch (returned)
        {
            case Task<T> { IsCompletedSuccessfully: true } task:
                Succeed(Method.CopyResult(task.Result));
                return null;
            case Task { IsCompletedSuccessfully: true } when typeof(T) == typeof(Nothing):
            case ValueTask { IsCompletedSuccessfully: true }:
            case null when Method.ReturnKind == ReturnKind.Nothing:
                Succeed(default!);
                return null;
            case ValueTask<T> { IsCompletedSuccessfully: true } task:
                Succeed(Method.CopyResult(task.Result));
                return null;
            default:
                return Await(returned, activation);
        }
    }

    private async Task Await(object? returned, Activation activation)
    {
        try
        {
            Succeed(Method.CopyResult(await Outcome(returned)));
        }
        catch (Exception exception)
        {
            activation.OnFailure(this, exception);
            Fail(exception);
        }
    }

    private static async Task<T> Nothing(Task task)
    {
        await task;
        return default!;
    }

    private Task<T> Outcome(object? returned) => returned switch
    {
        Task<T> task => task,
        ValueTask<T> task => task.AsTask(),
        Task task => Nothing(task),
        ValueTask task => Nothing(task.AsTask()),
        null when Method.ReturnKind == ReturnKind.Nothing => Task.FromResult<T>(default!),
        _ => Task.FromException<T>(new InvalidOperationException($"{Method.InterfaceName}.{Method.Name} returned no task.")),
    };
}
