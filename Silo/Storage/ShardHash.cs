using System.Text;
using Platform.Channels;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>
/// A stable 15-bit hash kept in a column, so that <c>hash % shards</c> gives the shard for any number of shards and both databases
/// agree (15 bits fit a signed smallint).
/// </summary>
internal static class ShardHash
{
    private const uint FnvOffset = 2_166_136_261;
    private const uint FnvPrime = 16_777_619;
    private const uint FifteenBits = 0x7fff;

    /// <summary>The hash of a grain's alarms.</summary>
    public static short Of(StateAddress address) =>
        Fold(Add(Add(Add(FnvOffset, address.Tenant), address.GrainType), address.Key));

    /// <summary>The hash of a channel's outbox.</summary>
    public static short Of(TenantId tenant, ChannelId channel) => Fold(Add(Add(FnvOffset, tenant), channel.Value));

    private static uint Add(uint hash, TenantId tenant)
    {
        Span<byte> bytes = stackalloc byte[16];
        tenant.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        return Add(hash, bytes);
    }

    private static uint Add(uint hash, string text)
    {
        Span<byte> bytes = stackalloc byte[512];
        var length = Encoding.UTF8.GetByteCount(text);
        var buffer = length <= bytes.Length ? bytes[..length] : new byte[length];
        Encoding.UTF8.GetBytes(text, buffer);
        return Add(Add(hash, buffer), [0]);
    }

    private static uint Add(uint hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            hash = (hash ^ value) * FnvPrime;
        }
        return hash;
    }

    // Both halves take part: FNV's low bits alone vary less.
    private static short Fold(uint hash) => (short)(((hash >> 15) ^ hash ^ (hash >> 30)) & FifteenBits);
}
