using System.Data.Common;
using Npgsql;

namespace Platform.Storage;

internal sealed class PostgresDirectoryConnections(NpgsqlDataSource source) : IDirectoryConnections
{
    /// <inheritdoc />
    public async ValueTask<DbConnection> Open(CancellationToken cancellationToken) => await source.OpenConnectionAsync(cancellationToken);
}
