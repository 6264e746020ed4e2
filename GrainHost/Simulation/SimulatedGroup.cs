using Orleans.GrainHost.Engine;

namespace Orleans.GrainHost;

/// <summary>The work of a test body in the world.</summary>
internal sealed class SimulatedGroup(RunQueue runQueue, string name) : WorkGroup(runQueue)
{
    public Task Start(Func<Task> body) =>
        Task.Factory.StartNew(body, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();

    public Task<T> Start<T>(Func<Task<T>> body) =>
        Task.Factory.StartNew(body, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();

    public override string ToString() => name;
}
