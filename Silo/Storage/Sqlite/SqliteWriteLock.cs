namespace Platform.Storage;

/// <summary>
/// Lets one transaction at a time write to a file, in the order of asking. SQLite's own lock is no queue: who waits for it looks again now
/// and then, and beside a writer that commits without pause may look in vain for tens of seconds
/// (<see href="https://sqlite.org/c3ref/busy_timeout.html"/>).
/// </summary>
internal sealed class SqliteWriteLock : IDisposable
{
    // Hands itself to those who wait asynchronously in their order, before whoever comes later.
    private readonly SemaphoreSlim _free = new(1, 1);

    /// <summary>Waits until the file may be written to; <see cref="Leave"/> must follow.</summary>
    public Task Enter(CancellationToken cancellationToken) => _free.WaitAsync(cancellationToken);

    /// <summary>Lets the next one write.</summary>
    public void Leave() => _free.Release();

    public void Dispose() => _free.Dispose();
}
