namespace Platform.Turns;

/// <summary>Writes the records of directory grains, which belong to no tenant.</summary>
internal static class DirectoryRecords
{
    /// <summary>
    /// Replaces the record durably. When that fails, memory goes back to what stood, and the grain leaves it, since what the store holds is
    /// not known.
    /// </summary>
    public static async Task Replace<TGrain, TRecord>(
        this TGrain grain, IPersistentState<TRecord> store, TRecord next, CancellationToken cancellationToken) where TGrain : Grain
    {
        var before = store.State;
        store.State = next;
        try
        {
            await store.WriteStateAsync(cancellationToken);
        }
        catch
        {
            store.State = before;
            ((IGrainBase)grain).DeactivateOnIdle();
            throw;
        }
    }
}
