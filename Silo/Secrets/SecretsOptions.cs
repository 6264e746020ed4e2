namespace Platform.Secrets;

/// <summary>The key that seals the data keys of tenants and of the installation (<c>Secrets:*</c>): one of three sources.</summary>
public sealed class SecretsOptions
{
    /// <summary>
    /// 32 bytes as base64. Without any source the key is read from <c>master.key</c> in the data directory, and made there on the first
    /// start. Back it up: what it sealed cannot be opened without it.
    /// </summary>
    public string? MasterKey { get; set; }

    /// <summary>A file that holds the key as base64, such as a mounted secret.</summary>
    public string? MasterKeyFile { get; set; }

    /// <summary>A program that prints the key as base64, and its arguments, such as a client of a key service.</summary>
    public IList<string> Command { get; } = [];

    /// <summary>The key before this one, as base64: still opens, until <c>Silo secrets rotate</c> has sealed everything anew.</summary>
    public string? OldMasterKey { get; set; }

    /// <summary>A file that holds the key before this one.</summary>
    public string? OldMasterKeyFile { get; set; }
}
