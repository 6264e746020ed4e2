using Microsoft.Extensions.Logging;

namespace Platform.Storage;

/// <summary>
/// A few committers side by side. A tenant's writes always go to the same one: they keep their order, their transactions never wait
/// for each other's rows, and what one statement can do for a tenant is not split.
/// </summary>
internal sealed class PostgresWriter(PostgresPools pools, TimeProvider clock, ILogger<PostgresWriter> logger)
    : IWriter, IAsyncDisposable
{
    // While one waits for the disk, others use the processors.
    private const int CommittersCount = 4;

    private readonly PostgresCommitter[] _committers =
        [.. Enumerable.Range(0, CommittersCount).Select(_ => new PostgresCommitter(pools.Commits, clock, logger))];

    private Task _running = Task.CompletedTask;

    /// <summary>Starts the committers. The schema must be current.</summary>
    public void Start() => _running = Task.WhenAll(_committers.Select(committer => committer.Run()));

    /// <inheritdoc />
    public Task<TResult> Write<TResult>(StoreWrite<TResult> write, CancellationToken cancellationToken)
    {
        var committer = _committers[(uint)write.TenantKey.GetHashCode() % CommittersCount];
        return committer.Queue.Submit(write, cancellationToken);
    }

    /// <summary>Writes what waits and ends the committers.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var committer in _committers) { committer.Queue.Close(); }
        await _running;
    }
}
