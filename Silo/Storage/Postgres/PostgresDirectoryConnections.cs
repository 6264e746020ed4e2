using System.Data.Common;

namespace Platform.Storage;

internal sealed class PostgresDirectoryConnections(PostgresPools pools) : IDirectoryConnections
{
    /// <inheritdoc />
    public async ValueTask<DbConnection> Open(CancellationToken cancellationToken) =>
        await pools.Reads.OpenConnectionAsync(cancellationToken);
}
