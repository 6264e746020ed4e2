using System.Text;
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
    /// Whether something was said before the erasure. Providers tell whole seconds: what was said in the erasure's own second is taken, since
    /// a new message must never be lost.
    /// </summary>
    public static bool IsBefore(DateTimeOffset saidAt, DateTimeOffset? erasedAt) =>
        erasedAt is { } erased && saidAt.ToUnixTimeSeconds() < erased.ToUnixTimeSeconds();

    /// <summary>The person's hash.</summary>
    public Task<byte[]> HashOf(TenantId tenant, PeerKey peer, CancellationToken cancellationToken) =>
        hashes.Hash(tenant, Purpose, Encoding.UTF8.GetBytes(peer.Text), cancellationToken);

    /// <summary>When the person was erased, or <c>null</c>.</summary>
    public async Task<DateTimeOffset?> ErasedAt(TenantId tenant, PeerKey peer, CancellationToken cancellationToken) =>
        await data.HasErased(tenant, cancellationToken)
            ? await data.ErasedAt(tenant, await HashOf(tenant, peer, cancellationToken), cancellationToken)
            : null;
}
