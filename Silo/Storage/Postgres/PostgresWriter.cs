using System.Numerics;
using Microsoft.Extensions.Logging;

namespace Platform.Storage;

/// <summary>
/// A few committers side by side. A tenant's writes always go to the same one: they keep their order, their transactions never wait
/// for each other's rows, and what one statement can do for a tenant is not split.
/// </summary>
internal sealed class PostgresWriter(PostgresPools pools, TimeProvider clock, ILogger<PostgresWriter> logger)
    : IWriter, IAsyncDisposable
{
    // A power of two. While one waits for the disk, others use the processors.
    private const int CommittersCount = 4;

    private readonly PostgresCommitter[] _committers =
        [.. Enumerable.Range(0, CommittersCount).Select(_ => new PostgresCommitter(pools.Commits, clock, logger))];

    private Task _running = Task.CompletedTask;

    /// <summary>Starts the committers. The schema must be current.</summary>
    public void Start() => _running = Task.WhenAll(_committers.Select(committer => committer.Run()));

    /// <inheritdoc />
    public Task<TResult> Write<TResult>(StoreWrite<TResult> write, CancellationToken cancellationToken) =>
        _committers[CommitterOf(write.TenantKey)].Queue.Submit(write, cancellationToken);

    // A Guid's hash keeps the low bits of ids that differ in their last digits only; the multiplication spreads them (Knuth).
    private static int CommitterOf(Guid tenant) =>
        (int)(((uint)tenant.GetHashCode() * 2_654_435_769u) >> (32 - BitOperations.Log2(CommittersCount)));

    /// <summary>Writes what waits and ends the committers.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var committer in _committers) { committer.Queue.Close(); }
        await _running;
    }
}
