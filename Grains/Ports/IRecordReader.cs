using Platform.Conversations;
using Platform.Identity;
using Platform.Tenancy;

namespace Platform.Turns;

/// <summary>Reads the records that turns wrote, for one tenant.</summary>
public interface IRecordReader
{
    /// <summary>
    /// A page of the peer's transcript with the identities linked to it, newest first; <paramref name="before"/> is a page's cursor.
    /// </summary>
    Task<TranscriptPage> ReadTranscript(TenantId tenant, PeerKey peer, string? before, int linesMax, CancellationToken cancellationToken);
}
