namespace Platform.People;

/// <summary>
/// One network address from which strangers try passwords (key: the address; of IPv6 its first 64 bits). Kept in memory only: it slows
/// down, and forgets when nothing comes from there any longer.
/// </summary>
[Alias("address")]
public interface IAddressGrain : IGrainWithStringKey
{
    /// <summary>How long the next attempt from there must wait.</summary>
    [Alias("get-wait")]
    Task<TimeSpan> GetWait(CancellationToken cancellationToken);

    /// <summary>An attempt from there was wrong.</summary>
    [Alias("note-failure")]
    Task NoteFailure(CancellationToken cancellationToken);
}
