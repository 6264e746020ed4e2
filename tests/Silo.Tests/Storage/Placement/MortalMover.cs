using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Platform.Storage;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>How many steps a process still does before it is gone; then nothing that it tries happens.</summary>
internal sealed class Life(int steps)
{
    private int _left = steps;

    public bool HasEnded => Volatile.Read(ref _left) < 0;

    public void Step()
    {
        if (Interlocked.Decrement(ref _left) < 0) { throw new StoreUnavailableException("This process is gone."); }
    }
}

/// <summary>A mover as in a process of its own, which ends at a given step.</summary>
internal sealed record MortalMover(TenantMover Mover, OpenDatabases Open) : IAsyncDisposable
{
    public static MortalMover Of(IServiceProvider services, Life life)
    {
        var clock = TimeProvider.System;
        var kind = new MortalKind(services.GetRequiredService<IDatabaseKind>(), life);
        var table = new PlacementTable(new MortalConnections(services.GetRequiredService<IDirectoryConnections>(), life));
        var open = new OpenDatabases(
            kind, table, services.GetRequiredService<IOptions<StorageOptions>>(), clock, NullLogger<OpenDatabases>.Instance);
        return new(new TenantMover(kind, table, new PlacementCache(table, clock), open, clock, NullLogger<TenantMover>.Instance), open);
    }

    /// <summary>Databases whose rows are out of reach when the life has ended.</summary>
    public static IDatabaseKind Databases(IServiceProvider services, Life life) =>
        new MortalKind(services.GetRequiredService<IDatabaseKind>(), life);

    public ValueTask DisposeAsync() => Open.DisposeAsync();

    private sealed class MortalConnections(IDirectoryConnections inner, Life life) : IDirectoryConnections
    {
        public Task<T> Read<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellationToken)
        {
            life.Step();
            return inner.Read(read, cancellationToken);
        }

        public Task<T> Write<T>(Func<DbConnection, Task<T>> write, CancellationToken cancellationToken)
        {
            life.Step();
            return inner.Write(write, cancellationToken);
        }
    }

    private sealed class MortalKind(IDatabaseKind inner, Life life) : IDatabaseKind
    {
        public TenantDatabase Main => inner.Main with { Rows = new MortalRows(inner.Main.Rows, life) };

        public int SchemaSteps => inner.SchemaSteps;

        public Task<DatabaseAddress> NewAddress(TenantId tenant, string? server, CancellationToken cancellationToken)
        {
            life.Step();
            return inner.NewAddress(tenant, server, cancellationToken);
        }

        public Task Prepare(TenantId tenant, DatabaseAddress address, CancellationToken cancellationToken)
        {
            life.Step();
            return inner.Prepare(tenant, address, cancellationToken);
        }

        public async Task<DedicatedDatabase> Open(TenantId tenant, DatabaseAddress address, CancellationToken cancellationToken)
        {
            life.Step();
            var opened = await inner.Open(tenant, address, cancellationToken);
            return opened with { Parts = opened.Parts with { Rows = new MortalRows(opened.Parts.Rows, life) } };
        }

        public Task Drop(TenantId tenant, DatabaseAddress address, CancellationToken cancellationToken)
        {
            life.Step();
            return inner.Drop(tenant, address, cancellationToken);
        }
    }

    private sealed class MortalRows(ITenantRows inner, Life life) : ITenantRows
    {
        public Task SetMode(TenantId tenant, TenantMode mode, CancellationToken cancellationToken) =>
            Alive().SetMode(tenant, mode, cancellationToken);

        public Task<TenantEntryRow?> Entry(TenantId tenant, CancellationToken cancellationToken) => Alive().Entry(tenant, cancellationToken);

        public Task AddEntry(TenantId tenant, TenantEntryRow entry, CancellationToken cancellationToken) =>
            Alive().AddEntry(tenant, entry, cancellationToken);

        public Task Erase(TenantId tenant, CancellationToken cancellationToken) => Alive().Erase(tenant, cancellationToken);

        public Task EraseRegistry(TenantId tenant, CancellationToken cancellationToken) => Alive().EraseRegistry(tenant, cancellationToken);

        public Task<ITenantSnapshot> Read(TenantId tenant, RowScope scope, CancellationToken cancellationToken) =>
            Alive().Read(tenant, scope, cancellationToken);

        public Task Add(
            TenantId tenant, string table, IReadOnlyList<string> rows, CancellationToken cancellationToken, bool onlyMissing = false) =>
            Alive().Add(tenant, table, rows, cancellationToken, onlyMissing);

        public Task Watch(TenantId tenant, bool on, CancellationToken cancellationToken) => Alive().Watch(tenant, on, cancellationToken);

        public Task Replace(TenantId tenant, IReadOnlyList<ChangedRows> changes, CancellationToken cancellationToken) =>
            Alive().Replace(tenant, changes, cancellationToken);

        public Task<DateTimeOffset?> FirstDue(TenantId tenant, CancellationToken cancellationToken) => Alive().FirstDue(tenant, cancellationToken);

        private ITenantRows Alive()
        {
            life.Step();
            return inner;
        }
    }
}

internal static class TenantRowsForTests
{
    /// <summary>Counts and checksums of the tenant's tables, without those that are empty in every database.</summary>
    public static async Task<Dictionary<string, TableSum>> Sums(this ITenantRows rows, TenantId tenant, RowScope scope = RowScope.Data)
    {
        Dictionary<string, TableSum> sums = [];
        await using var snapshot = await rows.Read(tenant, scope, Given.Stop);
        foreach (var table in snapshot.Tables) { sums[table] = await TenantCopy.Sum(snapshot, table, Given.Stop); }
        return sums;
    }
}
