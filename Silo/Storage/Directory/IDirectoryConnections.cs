using System.Data.Common;

namespace Platform.Storage;

/// <summary>Connections for what belongs to no tenant's data: the records of directory grains and the registry of placements.</summary>
internal interface IDirectoryConnections
{
    /// <summary>Reads what is committed; on a file this waits for nobody who writes.</summary>
    Task<T> Read<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellationToken);

    /// <summary>Writes; on a file this waits for whoever came before.</summary>
    Task<T> Write<T>(Func<DbConnection, Task<T>> write, CancellationToken cancellationToken);
}
