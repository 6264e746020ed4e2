using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>Finds the database of a tenant's data. While the data is being moved, callers wait here and go on at the new place.</summary>
internal sealed class TenantRouter(IDatabaseKind kind, PlacementCache cache, OpenDatabases open, TimeProvider clock)
{
    // A gateway gives up after some tens of seconds, a caller on the telephone sooner; both are told to come back before that.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The installation's own database.</summary>
    public TenantDatabase Main => kind.Main;

    /// <summary>Acts on the database that serves the tenant.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be reached, or the tenant is being moved for too long.</exception>
    public async Task<T> Run<T>(TenantId tenant, Func<TenantDatabase, Task<T>> act, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return (await cache.Get(tenant, cancellationToken)).Database is { } address
                    ? await open.Use(tenant, address, act, cancellationToken)
                    : await act(kind.Main);
            }
            catch (ElsewhereException moving) when (clock.GetElapsedTime(began) >= Patience)
            {
                throw new StoreUnavailableException("The tenant's data is being moved; nothing was written.", moving);
            }
            catch (ElsewhereException)
            {
                await cache.LookAgain(tenant, cancellationToken);
            }
        }
    }
}
