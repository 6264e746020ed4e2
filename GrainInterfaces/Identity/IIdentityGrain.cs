using Platform.Tenancy;

namespace Platform.Identity;

/// <summary>
/// One provider identity that is not a number (key: tenant id, <see cref="PeerKey"/> text such as <c>lid-123</c>), and the peer that it
/// stands for. The first message that shows it beside a number links it; another number shown later links it to that one.
/// </summary>
[Alias("identity")]
public interface IIdentityGrain : IGrainWithGuidCompoundKey, ITenantScoped
{
    /// <summary>
    /// The peer to whom messages of this identity belong. With <paramref name="shownNumber"/> the identity is linked to that number: a
    /// person keeps the identity and may change the number, which somebody else may have then. What was said under a number stays there; a
    /// number shown before the one linked (<paramref name="shownAt"/>), by a message delivered late, changes nothing.
    /// </summary>
    /// <param name="shownNumber">The number shown beside the identity, or <c>null</c> where it was shown alone.</param>
    /// <param name="shownAt">When it was shown, or <c>null</c> for the moment of the call.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("resolve")]
    Task<PeerKey> Resolve(PhoneNumber? shownNumber, DateTimeOffset? shownAt, CancellationToken cancellationToken);

    /// <summary>The person was erased: what is in memory is forgotten.</summary>
    [Alias("forget")]
    Task Forget(CancellationToken cancellationToken);
}
