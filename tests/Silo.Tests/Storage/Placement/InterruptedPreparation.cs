using System.Collections.Concurrent;
using Platform.Storage;
using Platform.Tenancy;

namespace Platform.Tests.Storage;

/// <summary>Databases of which one is long in being prepared: meanwhile something else happens, once.</summary>
internal sealed class InterruptedPreparation(IDatabaseKind inner, DatabaseAddress slow, Func<Task> meanwhile) : IDatabaseKind
{
    private int _happened;

    /// <summary>What was prepared.</summary>
    internal ConcurrentQueue<DatabaseAddress> Prepared { get; } = new();

    public TenantDatabase Main => inner.Main;

    public int SchemaSteps => inner.SchemaSteps;

    public Task<DatabaseAddress> NewAddress(TenantId tenant, string? server, CancellationToken cancellationToken) =>
        inner.NewAddress(tenant, server, cancellationToken);

    public async Task Prepare(TenantId tenant, DatabaseAddress address, CancellationToken cancellationToken)
    {
        await inner.Prepare(tenant, address, cancellationToken);
        Prepared.Enqueue(address);
        if (address.Name == slow.Name && Interlocked.Exchange(ref _happened, 1) == 0) { await meanwhile(); }
    }

    public Task<DedicatedDatabase> Open(TenantId tenant, DatabaseAddress address, CancellationToken cancellationToken) =>
        inner.Open(tenant, address, cancellationToken);

    public Task Drop(TenantId tenant, DatabaseAddress address, CancellationToken cancellationToken) =>
        inner.Drop(tenant, address, cancellationToken);
}
