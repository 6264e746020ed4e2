namespace Platform.Ids;

/// <summary>Ids that sort by the time they were made (UUID version 7, RFC 9562).</summary>
internal sealed class TimeOrderedIds(TimeProvider clock) : IIdSource
{
    /// <inheritdoc />
    public Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());
}
