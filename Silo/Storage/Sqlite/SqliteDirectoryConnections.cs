using System.Data.Common;

namespace Platform.Storage;

internal sealed class SqliteDirectoryConnections(SqliteDatabase database) : IDirectoryConnections
{
    /// <inheritdoc />
    public ValueTask<DbConnection> Open(CancellationToken cancellationToken) => ValueTask.FromResult<DbConnection>(database.OpenWriter());
}
