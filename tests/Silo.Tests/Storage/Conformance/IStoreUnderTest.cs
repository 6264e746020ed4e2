using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>An adapter that must behave as the ports say. Tests share it and are kept apart by tenant.</summary>
public interface IStoreUnderTest
{
    ITurnStore Turns { get; }

    IOutbox Outbox { get; }

    IDueWork DueWork { get; }

    IRecordReader Records { get; }

    /// <summary>Puts a new tenant where this store keeps its tenants.</summary>
    Task Place(TenantId tenant) => Task.CompletedTask;
}
