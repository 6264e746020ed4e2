namespace Orleans.GrainHost.Engine;

/// <summary>
/// Carries a caller's cancellation to the callee: the caller is answered at once, a call that still waits never starts,
/// and a running one sees its own token cancelled in its own turn.
/// </summary>
internal sealed class CallCancellation : IDisposable
{
    private readonly CancellationTokenSource _callee = new();
    private CancellationTokenRegistration _registration;

    public void Watch(Request request, CancellationToken callerToken) =>
        _registration = callerToken.UnsafeRegister(static (state, token) => Cancel((Request)state!, token), request);

    public object?[] ArgumentsForCallee(Request request)
    {
        var arguments = (object?[])request.Arguments.Clone();
        arguments[request.Method.TokenIndex] = _callee.Token;
        return arguments;
    }

    public void Dispose() => _registration.Unregister();

    private static void Cancel(Request request, CancellationToken token)
    {
        request.Fail(new OperationCanceledException(token));
        if (request.Callee is { } activation)
        {
            activation.QueueAction(request.Cancellation!._callee.Cancel);
        }
    }
}
