using Microsoft.Extensions.Logging;

namespace Platform.Storage;

/// <summary>
/// A few committers side by side. A tenant's writes always go to the same one: they keep their order, their transactions never wait
/// for each other's rows, and what one statement can do for a tenant is not split.
/// </summary>
internal sealed class PostgresWriter(PostgresPools pools, int committersCount, TimeProvider clock, ILogger<PostgresWriter> logger)
    : IWriter, IAsyncDisposable
{
    private const int CommittersMax = 8;

    private readonly PostgresCommitter[] _committers =
        [.. Enumerable.Range(0, committersCount).Select(_ => new PostgresCommitter(pools.Commits, clock, logger))];

    private Task _running = Task.CompletedTask;

    /// <summary>
    /// Committers for many tenants. Few large transactions cost less than many small ones: on two processors one committer writes a quarter
    /// more than two. The server is taken to have about as many processors as this machine.
    /// </summary>
    public static int CommittersForMany => Math.Clamp(Environment.ProcessorCount / 2, 1, CommittersMax);

    /// <summary>Starts the committers. The schema must be current.</summary>
    public void Start() => _running = Task.WhenAll(_committers.Select(committer => committer.Run()));

    /// <inheritdoc />
    public Task<TResult> Write<TResult>(StoreWrite<TResult> write, CancellationToken cancellationToken) =>
        _committers[CommitterOf(write.TenantKey)].Queue.Submit(write, cancellationToken);

    /// <summary>Writes what waits and ends the committers.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var committer in _committers) { committer.Queue.Close(); }
        await _running;
    }

    // The remainder of a Guid's hash alone would be the same for ids that differ in their last digits only; multiplying spreads them (Knuth).
    private int CommitterOf(Guid tenant) =>
        (int)(((ulong)((uint)tenant.GetHashCode() * 2_654_435_769u) * (uint)_committers.Length) >> 32);
}
