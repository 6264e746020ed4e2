using Microsoft.Extensions.DependencyInjection;
using Platform.DataRights;
using Platform.Storage;
using Platform.Tenancy;
using Platform.Tests.Storage;
using Platform.Turns;

namespace Platform.Tests.DataRights;

/// <summary>What is too old goes from a tenant's own database as well, and waits while the tenant is moved.</summary>
public abstract class DedicatedExpiryConformance(DedicatedStore store)
{
    private const long MonthMicros = 31 * 86_400_000_000;

    private readonly DateTimeOffset _before = DateTimeOffset.UtcNow.AddDays(-30);

    private IExpiredRows Expired => store.Services.GetRequiredService<IExpiredRows>();

    [Fact]
    public async Task Old_messages_go_and_young_ones_stay_and_nothing_goes_while_a_move_is_under_way()
    {
        var tenant = await Given.Tenant(store);
        await store.Turns.Commit(new Turn(tenant) { Records = [Given.Said("old")] }, Given.Stop);
        var table = store.Services.GetRequiredService<PlacementTable>();
        var row = await table.Get(tenant, Given.Stop);
        var steps = store.Services.GetRequiredService<IDatabaseKind>().SchemaSteps;
        await store.Execute(row.Database!, $"UPDATE {Schema}messages SET position = position - {MonthMicros}");
        await store.Turns.Commit(new Turn(tenant) { Records = [Given.Said("young")] }, Given.Stop);

        await table.Put(tenant, row with { Move = new PendingMove(Database: null) }, steps, mode: null, Given.Stop);
        Assert.Null(await Expired.Remove(tenant, ExpiredKind.Messages, _before, "", Given.Stop));
        await table.Put(tenant, row, steps, mode: null, Given.Stop);

        Assert.Equal(1, (await Expired.Remove(tenant, ExpiredKind.Messages, _before, "", Given.Stop))!.Rows);
        var left = await store.Records.ReadTranscript(tenant, Given.Maria, null, 10, Given.Stop);
        Assert.Equal("young", Assert.Single(left.Lines).Text);
    }

    private string Schema => store is DedicatedPostgresStore ? "platform." : "";
}

public sealed class SqliteDedicatedExpiryTests(DedicatedSqliteStore store)
    : DedicatedExpiryConformance(store), IClassFixture<DedicatedSqliteStore>;

public sealed class PostgresDedicatedExpiryTests(DedicatedPostgresStore store)
    : DedicatedExpiryConformance(store), IClassFixture<DedicatedPostgresStore>;
