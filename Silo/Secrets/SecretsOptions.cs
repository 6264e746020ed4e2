namespace Platform.Secrets;

/// <summary>The key that seals secrets at rest (<c>Secrets:*</c>).</summary>
public sealed class SecretsOptions
{
    /// <summary>
    /// 32 bytes as base64. Without it the key is read from <c>master.key</c> in the data directory, and made there on the first start. Back
    /// it up:
    /// what it sealed cannot be opened without it.
    /// </summary>
    public string? MasterKey { get; set; }
}
