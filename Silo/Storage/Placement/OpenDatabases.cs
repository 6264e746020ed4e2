using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>The tenants' own databases that this process has open: each is opened at its first use and closed when nobody used it for a while.</summary>
internal sealed partial class OpenDatabases(
    IDatabaseKind kind, PlacementTable table, IOptions<StorageOptions> options, TimeProvider clock, ILogger<OpenDatabases> logger)
    : IAsyncDisposable
{
    // Each holds connections, a cache and tasks of its own; more tenants than this at work at once want a second process.
    private const int OpenMax = 500;

    /// <summary>A database that could not be opened is not tried again before this, so that its callers do not queue up.</summary>
    private static readonly TimeSpan TriedAgainAfter = TimeSpan.FromSeconds(2);

    /// <summary>A user of a database that is being removed has ended by then; its calls are bounded by the store.</summary>
    private static readonly TimeSpan UsersEndWithin = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, OpenDatabase> _open = [];

    /// <summary>The tenants whose databases are open.</summary>
    public IReadOnlyList<(TenantId Tenant, DatabaseAddress Address)> Open
    {
        get { lock (_lock) { return [.. _open.Values.Where(open => !open.HasFailed).Select(open => (open.Tenant, open.Address))]; } }
    }

    /// <summary>Uses the database; it stays open meanwhile. With <paramref name="counts"/> false it may be closed soon after all the same.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be reached, or must not be used as it is.</exception>
    public async Task<T> Use<T>(
        TenantId tenant, DatabaseAddress address, Func<TenantDatabase, Task<T>> use, CancellationToken cancellationToken, bool counts = true)
    {
        var open = Enter(tenant, address);
        try
        {
            return await use((await open.Opening.Value.WaitAsync(cancellationToken)).Parts);
        }
        finally
        {
            lock (_lock) { open.Leave(counts ? clock.GetTimestamp() : null); }
        }
    }

    /// <summary>Closes what nobody used for the configured time, and says in the registry when each has work again.</summary>
    public async Task CloseIdle(CancellationToken cancellationToken)
    {
        OpenDatabase[] idle;
        lock (_lock)
        {
            idle = [.. _open.Values.Where(open => IsIdle(open))];
            foreach (var open in idle) { _open.Remove(open.Address.Name); }
        }
        foreach (var open in idle) { await CloseAndRemember(open, cancellationToken); }
    }

    /// <summary>Closes the database and waits until nobody uses it: it is about to be removed.</summary>
    public async Task Close(DatabaseAddress address, CancellationToken cancellationToken)
    {
        OpenDatabase? open;
        Task ended;
        lock (_lock)
        {
            if (!_open.Remove(address.Name, out open)) { return; }
            ended = open.Ended();
        }
        await ended.WaitAsync(UsersEndWithin, clock, cancellationToken);
        await Close(open);
    }

    public async ValueTask DisposeAsync()
    {
        OpenDatabase[] all;
        lock (_lock)
        {
            all = [.. _open.Values];
            _open.Clear();
        }
        await Task.WhenAll(all.Select(open => CloseAndRemember(open, CancellationToken.None)));
    }

    private OpenDatabase Enter(TenantId tenant, DatabaseAddress address)
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            if (_open.TryGetValue(address.Name, out var open) && open.HasFailed && clock.GetElapsedTime(open.Began, now) > TriedAgainAfter)
            {
                _open.Remove(address.Name);
                open = null;
            }
            if (open is null)
            {
                if (_open.Count >= OpenMax) { throw new StoreUnavailableException($"More than {OpenMax} tenants' databases are in use."); }
                open = new OpenDatabase(tenant, address, now, opening => OpenNow(opening));
                _open[address.Name] = open;
            }
            open.Enter();
            return open;
        }
    }

    private async Task<DedicatedDatabase> OpenNow(OpenDatabase open)
    {
        try
        {
            open.Number = await table.Opened(open.Tenant, CancellationToken.None);
            return await kind.Open(open.Tenant, open.Address, CancellationToken.None);
        }
        catch (StorageSetupException refusal)
        {
            LogRefused(open.Tenant.Value, refusal.Message);
            throw new StoreUnavailableException("The tenant's database must not be used as it is.", refusal);
        }
    }

    private bool IsIdle(OpenDatabase open) =>
        open.Users == 0 && (open.HasFailed || clock.GetElapsedTime(open.LastUsed) > options.Value.CloseDedicatedAfter);

    private async Task CloseAndRemember(OpenDatabase open, CancellationToken cancellationToken)
    {
        if (open.HasFailed || !open.Opening.IsValueCreated) { return; }
        try
        {
            var due = await (await open.Opening.Value).Parts.Rows.FirstDue(open.Tenant, cancellationToken);
            await table.Closed(open.Tenant, open.Number, due, cancellationToken);
        }
        catch (Exception failure) when (failure is StoreUnavailableException or OperationCanceledException)
        {
            // Then nobody knows when it has work, and the clocks open it again to look.
            LogNotRemembered(open.Tenant.Value, failure);
        }
        await Close(open);
    }

    private static async Task Close(OpenDatabase open)
    {
        if (!open.HasFailed && open.Opening.IsValueCreated) { await (await open.Opening.Value).Close(); }
    }

    [LoggerMessage(LogLevel.Error, "Tenant {Tenant} is not served: {Reason} Run the command migrate; others are not affected")]
    private partial void LogRefused(Guid tenant, string reason);

    [LoggerMessage(LogLevel.Warning, "The database of tenant {Tenant} was closed without a note when it has work")]
    private partial void LogNotRemembered(Guid tenant, Exception failure);
}
