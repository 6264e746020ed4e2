using System.ComponentModel.DataAnnotations;

namespace Platform.Storage;

/// <summary>Where the platform keeps its data; section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage";

    /// <summary>The kind of database. Default: <see cref="StorageProvider.Sqlite"/>, which needs nothing installed.</summary>
    [EnumDataType(typeof(StorageProvider))]
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>PostgreSQL only: how the application connects, as a role that row-level security binds. No default.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// PostgreSQL only: how migrations connect, as an administrator or a member of <c>platform_owner</c>. Without it the schema
    /// must already be current when the application starts.
    /// </summary>
    public string? MigrationConnectionString { get; set; }

    /// <summary>
    /// PostgreSQL only: other servers for tenants' own databases, by name, each with an administrator's connection. Default: none; tenants'
    /// databases are on the installation's own server, by <see cref="MigrationConnectionString"/>.
    /// </summary>
    public Dictionary<string, string> Servers { get; } = [];

    /// <summary>A tenant's own database that nobody used for this long is closed. Default: 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CloseDedicatedAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>SQLite only: the folder of <c>platform.db</c>, created when missing. Default: <c>./data</c>.</summary>
    public string DataDirectory { get; set; } = "./data";

    /// <summary>
    /// SQLite only: how long the write-ahead log of <c>platform.db</c> may grow under constant writing, in MiB, before all of it is carried
    /// into the file. The longer it is, the more rarely commits share the disk with that; after a crash it is read once. Default: 512.
    /// </summary>
    [Range(16, 16_384)]
    public int LogMib { get; set; } = 512;
}

/// <summary>Kinds of databases.</summary>
public enum StorageProvider
{
    /// <summary>One file on this machine, for one process.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, version 14 or newer.</summary>
    Postgres,
}
