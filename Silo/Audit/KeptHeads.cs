using System.Security.Cryptography;
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
        file, File.Exists(file.FullName) ? JsonSerializer.Deserialize<Dictionary<string, KeptHead>>(File.ReadAllText(file.FullName))! : []);

    /// <summary>What was kept of a ledger.</summary>
    public KeptHead? Of(TenantId? tenant, AuditLedger ledger) => heads.GetValueOrDefault(Name(tenant, ledger));

    /// <summary>Keeps a sound ledger's head.</summary>
    public void Keep(LedgerVerdict verdict) => heads[Name(verdict.Tenant, verdict.Ledger)] = new KeptHead(verdict.Sequence, verdict.Hash);

    /// <summary>How many ledgers are kept.</summary>
    public int Count => heads.Count;

    /// <summary>What the file is known by.</summary>
    public string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(Bytes()));

    /// <summary>Writes the file.</summary>
    public void Write() => PrivateFile.Write(file.FullName, Bytes());

    private byte[] Bytes() => JsonSerializer.SerializeToUtf8Bytes(new SortedDictionary<string, KeptHead>(heads, StringComparer.Ordinal));

    private static string Name(TenantId? tenant, AuditLedger ledger) => $"{tenant?.ToString() ?? "operator"}/{(int)ledger}";
}

/// <summary>A head as it once was.</summary>
internal sealed record KeptHead(long Sequence, string Hash);

/// <summary>Compares a ledger with what was kept of it.</summary>
internal static class LedgerComparison
{
    /// <summary>What shows that the ledger is not the one that it was, or <c>null</c>.</summary>
    public static async Task<string?> Differs(this LedgerVerdict now, KeptHead then, IAuditReader reader, CancellationToken cancellationToken)
    {
        if (now.Sequence < then.Sequence) { return $"it ends at {now.Sequence}, and once ended at {then.Sequence}"; }
        if (then.Sequence == 0) { return null; }
        var found = await reader.ReadLedger(now.Tenant, now.Ledger, then.Sequence - 1, 1, cancellationToken);
        // An entry whose time is over is gone from the beginning of its chain; what follows it is chained to it.
        return found is [var entry] && entry.Sequence == then.Sequence && Convert.ToHexStringLower(entry.Hash.Span) != then.Hash
            ? $"entry {then.Sequence} is another than it once was"
            : null;
    }
}
