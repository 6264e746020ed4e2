using System.Collections.Immutable;
using Platform.Conversations;
using Platform.Identity;
using Platform.Plans;
using Platform.Tenancy;

namespace Platform.Turns;

/// <summary>Reads the records that turns wrote, for one tenant.</summary>
public interface IRecordReader
{
    /// <summary>
    /// A page of the peer's transcript with the identities linked to it, newest first; <paramref name="before"/> is a page's cursor.
    /// </summary>
    Task<TranscriptPage> ReadTranscript(TenantId tenant, PeerKey peer, string? before, int linesMax, CancellationToken cancellationToken);

    /// <summary>What turns counted in the month (see <see cref="TurnRecord.Usage"/>), and over all time; meters that are zero are left
    /// out.</summary>
    Task<ImmutableArray<Metered>> ReadUsage(TenantId tenant, BillingPeriod period, CancellationToken cancellationToken);
}
