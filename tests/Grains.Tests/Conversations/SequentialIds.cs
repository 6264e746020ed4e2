using Platform.Ids;

namespace Platform.Tests.Conversations;

/// <summary>Ids that count.</summary>
internal sealed class SequentialIds : IIdSource
{
    private int _last;

    public Guid NewId() => Given.Id(++_last);
}
