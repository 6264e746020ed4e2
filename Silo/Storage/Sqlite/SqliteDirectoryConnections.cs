using System.Data.Common;

namespace Platform.Storage;

internal sealed class SqliteDirectoryConnections(SqliteDatabase database) : IDirectoryConnections
{
    /// <inheritdoc />
    public Task<T> Read<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellationToken) => database.Read(read);

    /// <inheritdoc />
    public Task<T> Write<T>(Func<DbConnection, Task<T>> write, CancellationToken cancellationToken) => database.Write(write, cancellationToken);
}
