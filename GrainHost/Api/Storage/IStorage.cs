namespace Orleans.Core;

/// <summary>One stored state. Operations run one after another.</summary>
public interface IStorage
{
    string? Etag { get; }

    /// <exception cref="InvalidOperationException">The state has not been read yet.</exception>
    bool RecordExists { get; }

    Task ClearStateAsync();

    Task WriteStateAsync();

    Task ReadStateAsync();

    Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

    Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

    Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
}

/// <summary>One stored state and its value in memory.</summary>
public interface IStorage<TState> : IStorage
{
    TState State { get; set; }
}
