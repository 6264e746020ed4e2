using System.Threading.Channels;

namespace Platform.People;

/// <summary>
/// A few threads below the others in priority, with a bounded queue before them: however much comes, it takes no more than these, and what
/// does not fit is refused at once.
/// </summary>
internal sealed class HashingThreads : IDisposable
{
    private readonly Channel<Action> _work;

    /// <param name="count">Threads.</param>
    /// <param name="queueMax">What may wait for one.</param>
    internal HashingThreads(int count, int queueMax)
    {
        _work = Channel.CreateBounded<Action>(queueMax);
        for (var index = 0; index < count; index++)
        {
            new Thread(Work) { IsBackground = true, Name = $"passwords-{index}", Priority = ThreadPriority.BelowNormal }.Start();
        }
    }

    /// <summary>Computes on one of the threads.</summary>
    /// <exception cref="SignInBusyException">Too much waits already.</exception>
    internal async Task<T> Run<T>(Func<T> compute, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_work.Writer.TryWrite(Run)) { throw new SignInBusyException("Too many passwords wait to be checked."); }
        return await done.Task;

        void Run()
        {
            if (cancellationToken.IsCancellationRequested) { done.SetCanceled(cancellationToken); }
            else
            {
                try { done.SetResult(compute()); }
                catch (Exception failure) { done.SetException(failure); }
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _work.Writer.TryComplete();

    private void Work()
    {
        // Blocking is what these threads are for.
        while (_work.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_work.Reader.TryRead(out var work)) { work(); }
        }
    }
}
