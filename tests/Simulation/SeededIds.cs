using Platform.Ids;

namespace Platform.Tests.Simulation;

/// <summary>Ids that repeat with the seed and sort by the order in which they were made.</summary>
internal sealed class SeededIds(Random random) : IIdSource
{
    private int _made;

    public Guid NewId()
    {
        var bytes = new byte[8];
        random.NextBytes(bytes);
        return new Guid(++_made, 0, 0x7000, bytes);
    }
}
