using Microsoft.Extensions.DependencyInjection;
using Platform.DataRights;
using Platform.Storage;
using Platform.Tenancy;
using Platform.Tests.Storage;
using Platform.Turns;

namespace Platform.Tests.DataRights;

/// <summary>Neither a backup that is older than an erasure nor what a move left behind holds the person on.</summary>
public abstract class RestoredErasureConformance(DedicatedStore store) : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"archive-{Guid.CreateVersion7():N}.zip");

    private IPersonalData Data => Get<IPersonalData>();

    [Fact]
    public async Task Who_was_erased_after_a_backup_was_made_stays_erased_when_it_is_restored_and_nobody_else_is()
    {
        var tenant = await Given.EveryKindOfRow(store);
        await store.Turns.Commit(new Turn(tenant) { Records = [Given.Said("his", Given.Joao)] }, Given.Stop);
        var hers = await Get<Tombstones>().HashOf(tenant, Given.Maria, Given.Stop);
        await Get<TenantBackups>().Save(tenant, _file, Given.Stop);
        var now = DateTimeOffset.UtcNow.AddSeconds(1);
        await Data.Erase(tenant, new Erasure([Given.Maria], [hers], now, now), Given.Stop);

        await store.Placements.Drop(tenant, Given.Stop);
        await Get<TenantRestore>().Restore(_file, null, null, Given.Stop);

        Assert.Empty((await Data.Read(tenant, [Given.Maria], Given.Stop)).Where(table => table.RowsJson != "[]"));
        Assert.NotNull(await Data.ErasedAt(tenant, hers, Given.Stop));
        Assert.Contains(await Data.Read(tenant, [Given.Joao], Given.Stop), table => table.RowsJson.Contains("his", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_wrote_again_after_the_erasure_is_restored_from_a_backup_that_was_made_later()
    {
        var tenant = await Given.EveryKindOfRow(store);
        var hers = await Get<Tombstones>().HashOf(tenant, Given.Maria, Given.Stop);
        var now = DateTimeOffset.UtcNow;
        await Data.Erase(tenant, new Erasure([Given.Maria], [hers], now.AddMinutes(-1), now), Given.Stop);
        await store.Turns.Commit(new Turn(tenant) { Records = [Given.Said("written anew")] }, Given.Stop);
        await Get<TenantBackups>().Save(tenant, _file, Given.Stop);

        await store.Placements.Drop(tenant, Given.Stop);
        await Get<TenantRestore>().Restore(_file, null, null, Given.Stop);

        Assert.Contains(await Data.Read(tenant, [Given.Maria], Given.Stop), table => table.RowsJson.Contains("anew", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_was_being_erased_while_a_backup_was_made_stays_erased_when_it_is_restored()
    {
        var tenant = await Given.EveryKindOfRow(store);
        var hers = await Get<Tombstones>().HashOf(tenant, Given.Maria, Given.Stop);
        var begun = DateTimeOffset.UtcNow.AddMinutes(-1);
        var erasure = new Erasure([Given.Maria], [hers], begun, begun);
        await Get<IDatabaseKind>().Main.People.Remember(tenant, erasure, Given.Stop);
        await Get<TenantBackups>().Save(tenant, _file, Given.Stop);
        await Data.Erase(tenant, erasure, Given.Stop);

        await store.Placements.Drop(tenant, Given.Stop);
        await Get<TenantRestore>().Restore(_file, null, null, Given.Stop);

        Assert.Empty((await Data.Read(tenant, [Given.Maria], Given.Stop)).Where(table => table.RowsJson != "[]"));
    }

    [Fact]
    public async Task Who_is_erased_after_a_move_is_erased_from_what_it_left_behind_as_well()
    {
        var tenant = await Given.EveryKindOfRow(store);
        var hers = await Get<Tombstones>().HashOf(tenant, Given.Maria, Given.Stop);
        var now = DateTimeOffset.UtcNow;

        await store.Placements.Move(tenant, IsolationTier.Shared, server: null, Given.Stop);
        var left = (await Get<PlacementTable>().Get(tenant, Given.Stop)).Old!.Database!;
        Assert.NotEmpty(await Get<OpenDatabases>().Use(tenant, left, HeldIn, Given.Stop));
        await Data.Erase(tenant, new Erasure([Given.Maria], [hers], now, now), Given.Stop);
        Assert.Empty(await Get<OpenDatabases>().Use(tenant, left, HeldIn, Given.Stop));

        await store.Placements.Confirm(tenant, Given.Stop);
        await store.Turns.Commit(new Turn(tenant) { Records = [Given.Said("written anew")] }, Given.Stop);
        await store.Placements.Move(tenant, IsolationTier.Dedicated, server: null, Given.Stop);
        Assert.NotEmpty(await HeldIn(Get<IDatabaseKind>().Main));
        await Data.Erase(tenant, new Erasure([Given.Maria], [hers], now, now), Given.Stop);
        Assert.Empty(await HeldIn(Get<IDatabaseKind>().Main));

        async Task<PersonalRows[]> HeldIn(TenantDatabase database) =>
            [.. (await database.People.Read(tenant, [Given.Maria], Given.Stop)).Where(rows => rows.RowsJson != "[]")];
    }

    public void Dispose()
    {
        File.Delete(_file);
        GC.SuppressFinalize(this);
    }

    private T Get<T>() where T : notnull => store.Services.GetRequiredService<T>();
}

public sealed class SqliteRestoredErasureTests(DedicatedSqliteStore store)
    : RestoredErasureConformance(store), IClassFixture<DedicatedSqliteStore>;

public sealed class PostgresRestoredErasureTests(DedicatedPostgresStore store)
    : RestoredErasureConformance(store), IClassFixture<DedicatedPostgresStore>;
