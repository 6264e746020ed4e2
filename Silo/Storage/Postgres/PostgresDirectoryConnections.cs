using System.Data.Common;

namespace Platform.Storage;

internal sealed class PostgresDirectoryConnections(PostgresPools pools) : IDirectoryConnections
{
    /// <inheritdoc />
    public Task<T> Read<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellationToken) => Run(read, cancellationToken);

    /// <inheritdoc />
    public Task<T> Write<T>(Func<DbConnection, Task<T>> write, CancellationToken cancellationToken) => Run(write, cancellationToken);

    private async Task<T> Run<T>(Func<DbConnection, Task<T>> act, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Reads.OpenConnectionAsync(cancellationToken);
        return await act(connection);
    }
}
