using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>An adapter that must behave as the ports say. Tests share it and are kept apart by tenant.</summary>
public interface IStoreUnderTest
{
    ITurnStore Turns { get; }

    IOutbox Outbox { get; }

    IDueWork DueWork { get; }

    IRecordReader Records { get; }
}
