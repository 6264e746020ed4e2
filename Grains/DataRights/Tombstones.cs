using System.Security.Cryptography;
using System.Text;
using Platform.Channels;
using Platform.Identity;
using Platform.Secrets;
using Platform.Tenancy;

namespace Platform.DataRights;

/// <summary>
/// Knows who was erased without keeping who it was. Asked when a conversation begins and when the switch reports a call, so that what
/// comes late does not bring back what was erased.
/// </summary>
public sealed class Tombstones(IPersonalData data, IKeyedHashes hashes)
{
    private const string Purpose = "tombstone";

    /// <summary>
    /// Whether something was said before the erasure. Providers tell whole seconds: what was said in the erasure's own second may be new,
    /// and a new message must never be lost; <see cref="WasErased"/> tells which it is.
    /// </summary>
    public static bool IsBefore(DateTimeOffset saidAt, DateTimeOffset? erasedAt) =>
        erasedAt is { } erased && saidAt.ToUnixTimeSeconds() < erased.ToUnixTimeSeconds();

    /// <summary>The person's hash.</summary>
    public Task<byte[]> HashOf(TenantId tenant, PeerKey peer, CancellationToken cancellationToken) =>
        hashes.Hash(tenant, Purpose, Encoding.UTF8.GetBytes(peer.Text), cancellationToken);

    /// <summary>What remains of a message that was erased with a person: nobody can tell from it what it was.</summary>
    public static byte[] MessageHash(byte[] personHash, string channel, string id) =>
        SHA256.HashData([.. personHash, .. Encoding.UTF8.GetBytes($"{channel}\n{id}")]);

    /// <summary>
    /// What remains of a message that was to be sent when its person was erased: it has no id yet, and may come back as one of the company's.
    /// </summary>
    public static byte[] OwedHash(byte[] personHash, string channel, string text) => MessageHash(personHash, channel, $"owed\n{text}");

    /// <summary>Whether the company's message is one that was to be sent, or being sent, when the person was erased.</summary>
    public async Task<bool> WasOwed(TenantId tenant, PeerKey peer, ChannelId channel, string text, CancellationToken cancellationToken)
    {
        var hash = OwedHash(await HashOf(tenant, peer, cancellationToken), channel.Value, text);
        return await data.WasErased(tenant, hash, cancellationToken);
    }

    /// <summary>Whether the message was here and was erased with the person.</summary>
    public async Task<bool> WasErased(
        TenantId tenant, PeerKey peer, ChannelId channel, ProviderMessageId id, CancellationToken cancellationToken)
    {
        var hash = MessageHash(await HashOf(tenant, peer, cancellationToken), channel.Value, id.Value);
        return await data.WasErased(tenant, hash, cancellationToken);
    }

    /// <summary>When the person was erased, or <c>null</c>.</summary>
    public async Task<DateTimeOffset?> ErasedAt(TenantId tenant, PeerKey peer, CancellationToken cancellationToken) =>
        await data.HasErased(tenant, cancellationToken)
            ? await data.ErasedAt(tenant, await HashOf(tenant, peer, cancellationToken), cancellationToken)
            : null;
}
