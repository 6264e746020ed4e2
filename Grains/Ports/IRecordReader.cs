using System.Collections.Immutable;
using Platform.Calls;
using Platform.Conversations;
using Platform.Identity;
using Platform.Plans;
using Platform.Tenancy;
using Platform.WorkItems;

namespace Platform.Turns;

/// <summary>Reads the records that turns wrote, for one tenant.</summary>
public interface IRecordReader
{
    /// <summary>
    /// A page of the peer's transcript with the identities linked to it, newest first; <paramref name="before"/> is a page's cursor.
    /// </summary>
    Task<TranscriptPage> ReadTranscript(TenantId tenant, PeerKey peer, string? before, int linesMax, CancellationToken cancellationToken);

    /// <summary>
    /// Whether what the gateway reports as written by a person is a message of the bot's: by its id, or, while the gateway's answer to a send is
    /// not known yet, by its text.
    /// </summary>
    Task<bool> IsOfBot(TenantId tenant, PeerKey peer, PersonMessage message, CancellationToken cancellationToken);

    /// <summary>What turns counted in the month (see <see cref="TurnRecord.Usage"/>), and over all time; meters that are zero are left
    /// out.</summary>
    Task<ImmutableArray<Metered>> ReadUsage(TenantId tenant, BillingPeriod period, CancellationToken cancellationToken);

    /// <summary>Work items older than <paramref name="before"/>, newest first.</summary>
    Task<ImmutableArray<WorkItem>> ListWorkItems(TenantId tenant, Guid? before, int max, CancellationToken cancellationToken);

    /// <summary>Calls that began before the cursor's, latest first.</summary>
    Task<ImmutableArray<CallEntry>> ListCalls(TenantId tenant, CallCursor? before, int max, CancellationToken cancellationToken);
}
