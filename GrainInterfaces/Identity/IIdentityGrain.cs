using Platform.Tenancy;

namespace Platform.Identity;

/// <summary>
/// One provider identity that is not a number (key: tenant id, <see cref="PeerKey"/> text such as <c>lid-123</c>), and the peer that it
/// stands for. The first message that shows it beside a number links it; the link is recorded and stays.
/// </summary>
[Alias("identity")]
public interface IIdentityGrain : IGrainWithGuidCompoundKey, ITenantScoped
{
    /// <summary>
    /// The peer to whom messages of this identity belong. With <paramref name="shownNumber"/> the identity is linked to
    /// that number on first proof; a number shown later does not undo an earlier link.
    /// </summary>
    [Alias("resolve")]
    Task<PeerKey> Resolve(PhoneNumber? shownNumber, CancellationToken cancellationToken);

    /// <summary>The person was erased: what is in memory is forgotten.</summary>
    [Alias("forget")]
    Task Forget(CancellationToken cancellationToken);
}
