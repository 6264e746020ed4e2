using System.Data.Common;

namespace Platform.Storage;

/// <summary>Opens connections for the records of directory grains. They are read at activation and written seldom.</summary>
internal interface IDirectoryConnections
{
    /// <summary>Opens a connection that may write.</summary>
    ValueTask<DbConnection> Open(CancellationToken cancellationToken);
}
