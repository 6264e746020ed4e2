namespace Platform.Storage;

/// <summary>Makes writes durable, many in one transaction.</summary>
internal interface IWriter
{
    /// <summary>Writes and waits until it is durable. Cancelling ends the wait, not the write.</summary>
    /// <exception cref="Platform.Turns.StoreUnavailableException">The database cannot be reached or is too slow.</exception>
    Task<TResult> Write<TResult>(StoreWrite<TResult> write, CancellationToken cancellationToken);
}
