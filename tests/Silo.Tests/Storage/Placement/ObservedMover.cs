using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Platform.Storage;
using Platform.Tenancy;

namespace Platform.Tests.Storage;

/// <summary>A mover whose steps a test sees, and may spoil.</summary>
internal sealed class ObservedMover : IAsyncDisposable
{
    private readonly OpenDatabases _open;

    public ObservedMover(IServiceProvider services, TimeProvider? time = null)
    {
        var clock = time ?? TimeProvider.System;
        var kind = new ObservedKind(services.GetRequiredService<IDatabaseKind>(), this);
        var table = services.GetRequiredService<PlacementTable>();
        _open = new OpenDatabases(
            kind, table, services.GetRequiredService<IOptions<StorageOptions>>(), clock, NullLogger<OpenDatabases>.Instance);
        Mover = new TenantMover(
            kind, table, services.GetRequiredService<PlacementCache>(), _open, clock, NullLogger<TenantMover>.Instance);
    }

    public TenantMover Mover { get; }

    /// <summary>Runs once, when the first rows are copied.</summary>
    public Func<Task> WhileCopying { get; set; } = () => Task.CompletedTask;

    /// <summary>Runs once, before turns wait.</summary>
    public Func<Task> BeforeTurnsWait { get; set; } = () => Task.CompletedTask;

    /// <summary>Runs each time when some rows were copied while turns waited.</summary>
    public Action WhenSomeWereCopied { get; set; } = () => { };

    /// <summary>Runs each time when turns go on that waited.</summary>
    public Func<Task> WhenTurnsGoOn { get; set; } = () => Task.CompletedTask;

    /// <summary>What becomes of a row on its way.</summary>
    public Func<string, string> OnTheWay { get; set; } = row => row;

    /// <summary>The keys that were copied while turns waited.</summary>
    public List<string> CopiedWhileTurnsWaited { get; } = [];

    private bool TurnsWait { get; set; }

    public ValueTask DisposeAsync() => _open.DisposeAsync();

    private Task Copying()
    {
        var act = WhileCopying;
        WhileCopying = () => Task.CompletedTask;
        return act();
    }

    private Task BeginningToWait()
    {
        var act = BeforeTurnsWait;
        BeforeTurnsWait = () => Task.CompletedTask;
        return act();
    }

    private sealed class ObservedKind(IDatabaseKind inner, ObservedMover seen) : IDatabaseKind
    {
        public TenantDatabase Main => inner.Main with { Rows = new ObservedRows(inner.Main.Rows, seen) };

        public int SchemaSteps => inner.SchemaSteps;

        public Task<DatabaseAddress> NewAddress(TenantId tenant, string? server, CancellationToken cancellationToken) =>
            inner.NewAddress(tenant, server, cancellationToken);

        public Task Prepare(TenantId tenant, DatabaseAddress address, CancellationToken cancellationToken) =>
            inner.Prepare(tenant, address, cancellationToken);

        public async Task<DedicatedDatabase> Open(TenantId tenant, DatabaseAddress address, CancellationToken cancellationToken)
        {
            var opened = await inner.Open(tenant, address, cancellationToken);
            return opened with { Parts = opened.Parts with { Rows = new ObservedRows(opened.Parts.Rows, seen) } };
        }

        public Task Drop(TenantId tenant, DatabaseAddress address, CancellationToken cancellationToken) =>
            inner.Drop(tenant, address, cancellationToken);
    }

    private sealed class ObservedRows(ITenantRows inner, ObservedMover seen) : DelegatingRows(inner)
    {
        public override async Task SetMode(TenantId tenant, TenantMode mode, CancellationToken cancellationToken)
        {
            var waited = seen.TurnsWait;
            if (mode == TenantMode.Copied) { await seen.BeginningToWait(); }
            seen.TurnsWait = mode == TenantMode.Copied;
            await base.SetMode(tenant, mode, cancellationToken);
            if (waited && mode == TenantMode.Served) { await seen.WhenTurnsGoOn(); }
        }

        public override async Task Add(
            TenantId tenant, string table, IReadOnlyList<string> rows, CancellationToken cancellationToken, bool onlyMissing = false)
        {
            Assert.False(seen.TurnsWait, "Turns do not wait while everything is copied.");
            await seen.Copying();
            await base.Add(tenant, table, [.. rows.Select(seen.OnTheWay)], cancellationToken, onlyMissing);
        }

        public override async Task Replace(TenantId tenant, IReadOnlyList<ChangedRows> changes, CancellationToken cancellationToken)
        {
            if (seen.TurnsWait) { seen.CopiedWhileTurnsWaited.AddRange(changes.SelectMany(change => change.Keys)); }
            await base.Replace(
                tenant, [.. changes.Select(change => change with { Rows = [.. change.Rows.Select(seen.OnTheWay)] })], cancellationToken);
            if (seen.TurnsWait) { seen.WhenSomeWereCopied(); }
        }
    }
}

/// <summary>Rows as another has them.</summary>
internal abstract class DelegatingRows(ITenantRows inner) : ITenantRows
{
    public virtual Task SetMode(TenantId tenant, TenantMode mode, CancellationToken cancellationToken) =>
        inner.SetMode(tenant, mode, cancellationToken);

    public virtual Task<TenantEntryRow?> Entry(TenantId tenant, CancellationToken cancellationToken) => inner.Entry(tenant, cancellationToken);

    public virtual Task AddEntry(TenantId tenant, TenantEntryRow entry, CancellationToken cancellationToken) =>
        inner.AddEntry(tenant, entry, cancellationToken);

    public virtual Task Erase(TenantId tenant, CancellationToken cancellationToken) => inner.Erase(tenant, cancellationToken);

    public virtual Task EraseRegistry(TenantId tenant, CancellationToken cancellationToken) => inner.EraseRegistry(tenant, cancellationToken);

    public virtual Task<ITenantSnapshot> Read(TenantId tenant, RowScope scope, CancellationToken cancellationToken) =>
        inner.Read(tenant, scope, cancellationToken);

    public virtual Task Add(
        TenantId tenant, string table, IReadOnlyList<string> rows, CancellationToken cancellationToken, bool onlyMissing = false) =>
        inner.Add(tenant, table, rows, cancellationToken, onlyMissing);

    public virtual Task Watch(TenantId tenant, bool on, CancellationToken cancellationToken) => inner.Watch(tenant, on, cancellationToken);

    public virtual Task Replace(TenantId tenant, IReadOnlyList<ChangedRows> changes, CancellationToken cancellationToken) =>
        inner.Replace(tenant, changes, cancellationToken);

    public virtual Task<DateTimeOffset?> FirstDue(TenantId tenant, CancellationToken cancellationToken) => inner.FirstDue(tenant, cancellationToken);
}
