using System.Text.Json;
using Platform.Secrets;
using Platform.Tenancy;

namespace Platform.Audit;

/// <summary>
/// Heads of ledgers in a file, outside of the database: whoever can rewrite a whole chain cannot also rewrite what was kept elsewhere.
/// </summary>
internal sealed class KeptHeads(FileInfo file, Dictionary<string, KeptHead> heads)
{
    /// <summary>Reads the file; a missing one keeps nothing yet.</summary>
    public static KeptHeads Read(FileInfo file) => new(
        file, file.Exists ? JsonSerializer.Deserialize<Dictionary<string, KeptHead>>(File.ReadAllText(file.FullName))! : []);

    /// <summary>What was kept of a ledger.</summary>
    public KeptHead? Of(TenantId? tenant, AuditLedger ledger) => heads.GetValueOrDefault(Name(tenant, ledger));

    /// <summary>Keeps a sound ledger's head.</summary>
    public void Keep(LedgerVerdict verdict) => heads[Name(verdict.Tenant, verdict.Ledger)] = new KeptHead(verdict.Sequence, verdict.Hash);

    /// <summary>Writes the file.</summary>
    public void Write() => PrivateFile.Write(file.FullName, JsonSerializer.SerializeToUtf8Bytes(heads));

    private static string Name(TenantId? tenant, AuditLedger ledger) => $"{tenant?.ToString() ?? "operator"}/{(int)ledger}";
}

/// <summary>A head as it once was.</summary>
internal sealed record KeptHead(long Sequence, string Hash);
