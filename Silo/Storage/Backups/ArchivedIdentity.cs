using System.Text;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>An archive's tenant under another id: every form in which rows hold the id has as many characters in the new one.</summary>
internal sealed class ArchivedIdentity(TenantId from, TenantId to)
{
    // What belongs to the one that was saved: its sessions and keys, what it was about to do, where it was, and its chains of entries.
    private static readonly string[] GrainsLeftOut = ["api-keys", "onboarding", "session", "sign-in", "tenant-move"];
    private static readonly string[] TablesLeftOut = ["audit", "audit_heads"];

    private readonly (string From, string To)[] _forms =
        [.. Forms(from).Zip(Forms(to)).Where(pair => from != to)];

    /// <summary>Whether it is another one.</summary>
    public bool IsAnother => from != to;

    /// <summary>Whether the table is brought along.</summary>
    public bool Has(string table) => !IsAnother || !TablesLeftOut.Contains(table);

    /// <summary>Whether the row of a grain's state or alarm is brought along.</summary>
    public bool HasGrain(string type) => !IsAnother || !GrainsLeftOut.Contains(type);

    /// <summary>The row under the new id.</summary>
    public string Rename(string row) => _forms.Aggregate(row, (text, form) => text.Replace(form.From, form.To, StringComparison.Ordinal));

    // As text, without dashes, as bytes in hexadecimal digits, and texts within bytes.
    private static string[] Forms(TenantId tenant)
    {
        string[] texts = [tenant.Value.ToString("D"), tenant.Value.ToString("N"), tenant.Value.ToString("N").ToUpperInvariant()];
        return [.. texts, .. texts[..2].Select(text => Convert.ToHexString(Encoding.UTF8.GetBytes(text)))];
    }
}
