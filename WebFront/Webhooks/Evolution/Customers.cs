using Platform.Caching;
using Platform.Identity;
using Platform.Tenancy;

namespace Platform.Webhooks.Evolution;

/// <summary>Finds the peer that a customer's identities stand for, and tells the tenant's identities apart from then on.</summary>
internal sealed class Customers(IGrainFactory grains, TimeProvider clock)
{
    // A link stays while the number does; it is only told again for want of memory. About 150 bytes each.
    private const int LinksMax = 50_000;

    private static readonly TimeSpan ToldFor = TimeSpan.FromHours(1);

    private readonly BriefCache<(TenantId Tenant, PeerKey Lid), PhoneNumber> _told = new(LinksMax, ToldFor, clock);

    /// <summary>
    /// The peer: the number where one is shown, else whoever the linked id was linked to. A linked id beside a number is linked to it
    /// first, so that messages which show only the linked id join the same conversation.
    /// </summary>
    internal async ValueTask<PeerKey> Find(
        TenantId tenant, CustomerAddress customer, DateTimeOffset sentAt, CancellationToken cancellationToken)
    {
        switch (customer)
        {
            case { Number: { } number, Lid: null }:
                return PeerKey.Of(number);
            case { Number: { } number, Lid: { } lid }:
                await Link(tenant, lid, number, sentAt, cancellationToken);
                return PeerKey.Of(number);
            case { Lid: { } lid }:
                return await grains.Identity(tenant, lid).Resolve(null, null, cancellationToken);
            default:
                throw new ArgumentException("A customer has a number or a linked id.", nameof(customer));
        }
    }

    private async ValueTask Link(
        TenantId tenant, PeerKey lid, PhoneNumber number, DateTimeOffset sentAt, CancellationToken cancellationToken)
    {
        if (_told.TryGet((tenant, lid), out var told) && told == number)
        {
            return;
        }
        await grains.Identity(tenant, lid).Resolve(number, sentAt, cancellationToken);
        _told.Put((tenant, lid), number);
    }
}
