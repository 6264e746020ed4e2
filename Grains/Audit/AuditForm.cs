using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Platform.Tenancy;

namespace Platform.Audit;

/// <summary>
/// The form of an entry that is hashed, and its hash. The same, byte for byte, as <c>audit_hash</c> of the PostgreSQL schema: each field is
/// its length in bytes, a colon and its text, or a dash when there is none, so that no two entries have the same form.
/// </summary>
public static class AuditForm
{
    /// <summary>What the chain's first entry follows.</summary>
    public static ReadOnlyMemory<byte> Beginning => ReadOnlyMemory<byte>.Empty;

    /// <summary>SHA-256 over the hash before the entry and the entry's form.</summary>
    /// <param name="previous">The hash of the entry before it.</param>
    /// <param name="tenant">Whose ledger; <c>null</c> for the operator's.</param>
    /// <param name="ledger">Which ledger.</param>
    /// <param name="sequence">The entry's number.</param>
    /// <param name="line">The entry, its texts as the store keeps them.</param>
    public static byte[] Hash(ReadOnlySpan<byte> previous, TenantId? tenant, AuditLedger ledger, long sequence, AuditLine line)
    {
        var form = new ArrayBufferWriter<byte>(512);
        form.Write(previous);
        Add(form, tenant?.ToString());
        Add(form, ((int)ledger).ToString(CultureInfo.InvariantCulture));
        Add(form, sequence.ToString(CultureInfo.InvariantCulture));
        Add(form, line.Id.ToString("D"));
        Add(form, line.Action);
        Add(form, line.Actor);
        Add(form, line.Address);
        Add(form, line.Detail);
        Add(form, line.Before);
        Add(form, line.After);
        Add(form, Micros(line.At).ToString(CultureInfo.InvariantCulture));
        return SHA256.HashData(form.WrittenSpan);
    }

    /// <summary>A time as both databases keep it: microseconds since 1970, finer parts cut off.</summary>
    public static long Micros(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private static void Add(ArrayBufferWriter<byte> form, string? field)
    {
        if (field is null)
        {
            form.Write("-"u8);
            return;
        }
        var length = Encoding.UTF8.GetByteCount(field);
        form.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{length}:")));
        Encoding.UTF8.GetBytes(field, form.GetSpan(length));
        form.Advance(length);
    }
}
