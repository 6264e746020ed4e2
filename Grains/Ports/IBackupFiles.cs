using System.Collections.Immutable;
using Platform.Tenancy;

namespace Platform.Backups;

/// <summary>The folder of scheduled backups.</summary>
public interface IBackupFiles
{
    /// <summary>Whether there is one.</summary>
    bool IsOn { get; }

    /// <summary>Saves the tenant to a new file, which is read again and compared with its manifest before it counts.</summary>
    /// <exception cref="BackupException">It could not be written, or is not what was written.</exception>
    /// <exception cref="Platform.Turns.StoreUnavailableException">The database cannot be reached.</exception>
    Task<BackupFile> Save(TenantId tenant, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>The tenant's files, the latest first.</summary>
    /// <exception cref="BackupException">The folder cannot be read.</exception>
    ImmutableArray<BackupFile> List(TenantId tenant);

    /// <summary>Removes a file; nothing happens when it is gone.</summary>
    /// <exception cref="BackupException">It cannot be removed.</exception>
    void Remove(TenantId tenant, BackupFile file);

    /// <summary>Removes whatever there is of the tenant, also what a process left half written.</summary>
    /// <exception cref="BackupException">It cannot be removed.</exception>
    void RemoveAll(TenantId tenant);
}

/// <summary>A backup failed; the message says to the operator why.</summary>
public sealed class BackupException : Exception
{
    /// <summary>Made by tools.</summary>
    public BackupException() { }

    /// <summary>Says why.</summary>
    public BackupException(string message) : base(message) { }

    /// <summary>Says why, with the cause.</summary>
    public BackupException(string message, Exception innerException) : base(message, innerException) { }
}
