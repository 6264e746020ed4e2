using Microsoft.Data.Sqlite;
using Orleans.Storage;
using Platform.DataRights;
using Platform.Storage;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>Who writes to the file waits in a queue, and who reads waits for nobody.</summary>
public sealed class SqliteWriteLockTests(SqliteStore store) : IClassFixture<SqliteStore>
{
    [Fact]
    public async Task Where_a_company_is_and_whom_it_erased_is_read_while_another_writes()
    {
        var tenant = await Given.Tenant(store);
        using var connection = new SqliteConnection($"Data Source={store.File};Pooling=False");
        connection.Open();
        using var written = connection.BeginTransaction(deferred: false);

        Assert.Equal(PlacementRow.Shared, await store.Get<PlacementTable>().Get(tenant, Given.Stop));
        Assert.Null(await store.Get<IPersonalData>().ErasedAt(tenant, [1], Given.Stop));
        var record = new GrainState<string>("");
        await store.Get<IGrainStorage>().ReadStateAsync("some", GrainId.Create("some", "unknown"), record);
        Assert.False(record.RecordExists);
    }

    [Fact]
    public async Task Whoever_writes_waits_for_whoever_does_and_has_its_turn_before_those_that_come_later()
    {
        var tenant = await Given.Tenant(store);
        var (fileLock, rows) = (store.Get<SqliteDatabase>().WriteLock, store.Get<IDatabaseKind>().Main.Rows);
        await fileLock.Enter(Given.Stop);
        var closed = rows.SetMode(tenant, TenantMode.Copied, Given.Stop);
        var record = store.Get<IGrainStorage>().WriteStateAsync("some", GrainId.Create("some", "one"), new GrainState<string>("new"));
        var opened = rows.SetMode(tenant, TenantMode.Served, Given.Stop);
        var turn = store.Turns.Commit(
            new Turn(tenant) { State = Given.State(Given.Conversation(tenant), 0, "\"new\"") }, Given.Stop);

        Assert.Equal(TenantMode.Served, (await rows.Entry(tenant, Given.Stop))!.Mode);
        Assert.All([closed, record, opened, turn], write => Assert.False(write.IsCompleted));

        fileLock.Leave();
        await Task.WhenAll(closed, record, opened, turn);
        Assert.Equal(TenantMode.Served, (await rows.Entry(tenant, Given.Stop))!.Mode);
    }

    [Fact]
    public async Task What_is_written_of_a_grain_is_what_stood_when_it_asked()
    {
        var (fileLock, storage) = (store.Get<SqliteDatabase>().WriteLock, store.Get<IGrainStorage>());
        var (grain, kept) = (GrainId.Create("some", "changing"), new GrainState<List<string>>(["first"]));
        await fileLock.Enter(Given.Stop);
        var written = storage.WriteStateAsync("some", grain, kept);
        kept.State!.Add("second");
        fileLock.Leave();
        await written;

        var read = new GrainState<List<string>>([]);
        await storage.ReadStateAsync("some", grain, read);
        Assert.Equal(["first"], read.State!);
    }
}
