using Microsoft.Extensions.DependencyInjection;
using Platform.Storage;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>Tenants' databases whose schema is behind.</summary>
public abstract class FleetMigrationConformance(DedicatedStore store)
{
    [Fact]
    public async Task A_tenant_whose_schema_is_behind_is_not_served_the_others_are_and_migrating_brings_it_back()
    {
        var (behind, other) = (await Given.Tenant(store), await Given.Tenant(store));
        var open = store.Services.GetRequiredService<OpenDatabases>();
        var address = (await store.Services.GetRequiredService<PlacementTable>().Get(behind, Given.Stop)).Database!;
        await open.Close(address, Given.Stop);
        await LoseLastStep(address);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Write(behind));
        await Write(other);

        var told = new Dictionary<TenantId, string?>();
        await RedoLastStep(address);
        Assert.True(await store.Services.GetRequiredService<FleetMigration>().Run((tenant, problem) => told[tenant] = problem, Given.Stop));
        Assert.Null(told[behind]);
        Assert.Null(told[other]);
        await Eventually.Holds(async () =>
        {
            try
            {
                await Write(behind);
                return true;
            }
            catch (StoreUnavailableException)
            {
                return false;
            }
        });
    }

    [Fact]
    public async Task A_database_that_cannot_be_migrated_is_told_of_and_the_others_are_migrated()
    {
        var (broken, other) = (await Given.Tenant(store), await Given.Tenant(store));
        var address = (await store.Services.GetRequiredService<PlacementTable>().Get(broken, Given.Stop)).Database!;
        await store.Services.GetRequiredService<OpenDatabases>().Close(address, Given.Stop);
        await Spoil(address);
        var told = new Dictionary<TenantId, string?>();
        Assert.False(await store.Services.GetRequiredService<FleetMigration>().Run((tenant, problem) => told[tenant] = problem, Given.Stop));
        Assert.NotNull(told[broken]);
        Assert.Null(told[other]);
        await store.Placements.Drop(broken, Given.Stop);
    }

    [Theory]
    [InlineData(IsolationTier.Shared)]
    [InlineData(IsolationTier.Dedicated)]
    public async Task A_move_that_switches_while_a_database_is_migrated_stands(IsolationTier end)
    {
        var tenant = await Given.Tenant(store);
        var table = store.Services.GetRequiredService<PlacementTable>();
        var before = (await table.Get(tenant, Given.Stop)).Database!;
        var kind = new InterruptedPreparation(store.Services.GetRequiredService<IDatabaseKind>(), before, async () =>
        {
            await store.Placements.Move(tenant, IsolationTier.Shared, server: null, Given.Stop);
            if (end == IsolationTier.Shared) { return; }
            await store.Placements.Confirm(tenant, Given.Stop);
            await store.Placements.Move(tenant, IsolationTier.Dedicated, server: null, Given.Stop);
        });

        var told = new Dictionary<TenantId, string?>();
        Assert.True(await new FleetMigration(kind, table).Run((each, problem) => told[each] = problem, Given.Stop));
        Assert.Null(told[tenant]);
        var after = await table.Get(tenant, Given.Stop);
        Assert.Equal((end, (IsolationTier?)null), (after.Tier, after.Move?.Tier));
        Assert.NotNull(after.Old);
        Assert.Equal(end == IsolationTier.Dedicated, kind.Prepared.Any(address => address.Name == after.Database?.Name));

        // What is acknowledged after the switch is there after the move is confirmed.
        await Write(tenant);
        await store.Placements.Confirm(tenant, Given.Stop);
        Assert.Equal(1, await Messages(tenant, after.Database));
    }

    [Fact]
    public async Task A_move_that_has_begun_does_not_keep_a_database_from_being_migrated_and_goes_on()
    {
        var tenant = await Given.Tenant(store);
        var table = store.Services.GetRequiredService<PlacementTable>();
        var row = await table.Get(tenant, Given.Stop);
        var kind = new InterruptedPreparation(
            store.Services.GetRequiredService<IDatabaseKind>(), row.Database!,
            () => table.Put(tenant, row with { Move = new PendingMove(Database: null) }, steps: 1, mode: null, Given.Stop));

        Assert.True(await new FleetMigration(kind, table).Run((_, _) => { }, Given.Stop));
        Assert.Single(kind.Prepared, address => address.Name == row.Database!.Name);
        Assert.NotNull((await table.Get(tenant, Given.Stop)).Move);
        await store.Placements.Move(tenant, IsolationTier.Shared, server: null, Given.Stop);
        Assert.Equal(IsolationTier.Shared, (await table.Get(tenant, Given.Stop)).Tier);
        await store.Placements.Confirm(tenant, Given.Stop);
    }

    private async Task<long> Messages(TenantId tenant, DatabaseAddress? address)
    {
        if (address is null) { return await Count(store.Services.GetRequiredService<IDatabaseKind>().Main); }
        return await store.Services.GetRequiredService<OpenDatabases>().Use(tenant, address, Count, Given.Stop);

        async Task<long> Count(TenantDatabase database) => (await database.Rows.Sums(tenant))["messages"].Rows;
    }

    private Task<CommitOutcome> Write(TenantId tenant) =>
        store.Turns.Commit(new Turn(tenant) { Records = [Given.Said("oi")] }, Given.Stop);

    private Migration LastStep => Migration.Of(store is DedicatedPostgresStore ? "Postgres" : "Sqlite")[^1];

    private Task LoseLastStep(DatabaseAddress address) => store.Execute(address, $"DELETE FROM {Steps} WHERE number = {LastStep.Number}");

    // The step's statements cannot run twice; that it ran is what was lost.
    private Task RedoLastStep(DatabaseAddress address) => store.Execute(address, $"""
        INSERT INTO {Steps} (number, name, checksum, applied_at)
        SELECT {LastStep.Number}, '{LastStep.Name}', '{LastStep.Checksum}', applied_at FROM {Steps} WHERE number = 1
        """);

    private Task Spoil(DatabaseAddress address) => store.Execute(address, $"UPDATE {Steps} SET checksum = 'x' WHERE number = 1");

    private string Steps => store is DedicatedPostgresStore ? "platform.schema_migrations" : "schema_migrations";
}

public sealed class SqliteFleetMigrationTests(DedicatedSqliteStore store)
    : FleetMigrationConformance(store), IClassFixture<DedicatedSqliteStore>;

public sealed class PostgresFleetMigrationTests(DedicatedPostgresStore store)
    : FleetMigrationConformance(store), IClassFixture<DedicatedPostgresStore>;
