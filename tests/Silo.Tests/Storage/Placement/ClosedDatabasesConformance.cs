using Microsoft.Extensions.DependencyInjection;
using Platform.Storage;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>A tenant's own database that nobody uses is closed, and what is due in it is not forgotten.</summary>
public abstract class ClosedDatabasesConformance(DedicatedStore store)
{
    private OpenDatabases Databases => store.Services.GetRequiredService<OpenDatabases>();

    private PlacementTable Table => store.Services.GetRequiredService<PlacementTable>();

    [Fact]
    public async Task The_registry_knows_when_a_closed_database_has_work_again()
    {
        var (tenant, idle) = (await Given.Tenant(store), await Given.Tenant(store));
        var state = Given.State(Given.Conversation(tenant), 0);
        await store.Turns.Commit(new Turn(tenant) { State = state, Alarms = [new AlarmChange("idle", Given.Noon)] }, Given.Stop);
        await store.Turns.Commit(new Turn(idle) { Records = [Given.Said("oi")] }, Given.Stop);
        await Eventually.Holds(async () =>
        {
            await Databases.CloseIdle(Given.Stop);
            return !Databases.Open.Any(open => open.Tenant == tenant || open.Tenant == idle);
        });
        Assert.DoesNotContain(tenant, await Table.Due(Given.Noon.AddMinutes(-1), 1_000, Given.Stop));
        Assert.Contains(tenant, await Table.Due(Given.Noon, 1_000, Given.Stop));
        Assert.DoesNotContain(idle, await Table.Due(Given.Noon.AddYears(10), 1_000, Given.Stop));
        Assert.Contains(await store.DueWork.DueAlarms(0, 1, Given.Noon, 1_000, Given.Stop), due => due.Target.Tenant == tenant);
    }
}

public sealed class SqliteClosedDatabasesTests(DedicatedSqliteStore store)
    : ClosedDatabasesConformance(store), IClassFixture<DedicatedSqliteStore>;

public sealed class PostgresClosedDatabasesTests(DedicatedPostgresStore store)
    : ClosedDatabasesConformance(store), IClassFixture<DedicatedPostgresStore>;
