using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Platform.Audit;
using Platform.Storage;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>Moving tenants between tiers, the same on both databases.</summary>
public abstract class MoveConformance(DedicatedStore store)
{
    private const int Writers = 8;

    private readonly SharedTenants _shared = new(store);

    private IPlacements Placements => store.Placements;

    private IDatabaseKind Kind => store.Services.GetRequiredService<IDatabaseKind>();

    [Fact]
    public async Task Every_row_goes_along_both_ways_and_the_registry_stays()
    {
        var tenant = await Given.EveryKindOfRow(_shared);
        var (data, registry) = (await Data(tenant), await Sums(Kind.Main, tenant, RowScope.Registry));
        // No turn writes who was erased.
        Assert.All(data.Where(sum => sum.Key is not ("erased_people" or "erased_messages")), sum => Assert.True(sum.Value.Rows > 0, $"The test has no row of {sum.Key}."));

        await Placements.Move(tenant, IsolationTier.Dedicated, server: null, Given.Stop);
        Assert.Equal(new TenantPlacement(IsolationTier.Dedicated, null, null, IsolationTier.Shared), await Placements.Get(tenant, Given.Stop));
        Assert.Equal(data, await Data(tenant));
        await Placements.Confirm(tenant, Given.Stop);
        Assert.All(await Sums(Kind.Main, tenant, RowScope.Data), sum => Assert.Equal(0, sum.Value.Rows));
        Assert.Equal(registry["audit"], (await Sums(Kind.Main, tenant, RowScope.Registry))["audit"]);

        await Placements.Move(tenant, IsolationTier.Shared, server: null, Given.Stop);
        Assert.Equal(data, await Data(tenant));
        await Placements.Confirm(tenant, Given.Stop);
        Assert.Equal(TenantPlacement.Shared, await Placements.Get(tenant, Given.Stop));
        var registryNow = await Sums(Kind.Main, tenant, RowScope.Registry);
        Assert.Equal(registry["grain_states"], registryNow["grain_states"]);
    }

    [Fact]
    public async Task Turns_go_on_during_moves_and_none_is_lost_or_doubled()
    {
        var tenant = await Given.Tenant(_shared);
        using var stop = new CancellationTokenSource();
        var committed = new ConcurrentBag<ProviderMessage>();
        var writers = Enumerable.Range(0, Writers).Select(writer => Write(tenant, writer, committed, stop.Token)).ToArray();
        for (var round = 0; round < 2; round++)
        {
            await Placements.Move(tenant, IsolationTier.Dedicated, server: null, Given.Stop);
            await Placements.Confirm(tenant, Given.Stop);
            await Placements.Move(tenant, IsolationTier.Shared, server: null, Given.Stop);
            await Placements.Confirm(tenant, Given.Stop);
        }
        var before = committed.Count;
        await Eventually.Holds(async () =>
        {
            // What ended a writer says more than that nothing more was written.
            foreach (var ended in writers.Where(writer => writer.IsCompleted)) { await ended; }
            return committed.Count > before + Writers;
        });
        await stop.CancelAsync();
        var versions = await Task.WhenAll(writers);

        Assert.Equal(committed.Count, versions.Sum());
        for (var writer = 0; writer < Writers; writer++)
        {
            Assert.Equal(versions[writer], (await store.Turns.Load(Address(tenant, writer), Given.Stop))!.Version);
        }
        Assert.Equal(committed.Count, (await Data(tenant))["messages"].Rows);
    }

    [Fact]
    public async Task A_move_that_dies_anywhere_is_finished_by_being_called_again()
    {
        var tenant = await Given.EveryKindOfRow(_shared);
        var data = await Data(tenant);
        var died = true;
        for (var step = 1; died; step++)
        {
            died = false;
            foreach (var tier in new[] { IsolationTier.Dedicated, IsolationTier.Shared })
            {
                died |= await MoveUntil(step, tenant, tier);
                await Placements.Move(tenant, tier, server: null, Given.Stop);
                Assert.Equal(data, await Data(tenant));
                await StillWrites(tenant, tier);
                data = await Data(tenant);
                await Placements.Confirm(tenant, Given.Stop);
            }
        }
    }

    [Fact]
    public async Task A_move_that_was_begun_may_be_taken_back()
    {
        var tenant = await Given.EveryKindOfRow(_shared);
        var data = await Data(tenant);
        await MoveUntil(8, tenant, IsolationTier.Dedicated);
        await Placements.Move(tenant, IsolationTier.Shared, server: null, Given.Stop);
        Assert.Equal(TenantPlacement.Shared, await Placements.Get(tenant, Given.Stop));
        await StillWrites(tenant, IsolationTier.Shared);
        Assert.True((await Data(tenant))["messages"].Rows > data["messages"].Rows);
    }

    [Fact]
    public async Task Old_data_is_not_due_is_not_written_and_must_be_confirmed_before_the_next_move()
    {
        var tenant = await Given.EveryKindOfRow(_shared);
        await Placements.Move(tenant, IsolationTier.Dedicated, server: null, Given.Stop);
        Assert.Contains(await Kind.Main.Rows.Sums(tenant), sum => sum.Value.Rows > 0);
        Assert.DoesNotContain(
            await Kind.Main.DueWork.DueAlarms(0, 1, Given.Noon.AddDays(1), 1_000, Given.Stop), due => due.Target.Tenant == tenant);
        Assert.Contains(await store.DueWork.DueAlarms(0, 1, Given.Noon.AddDays(1), 1_000, Given.Stop), due => due.Target.Tenant == tenant);
        await Assert.ThrowsAsync<ElsewhereException>(() => Kind.Main.Turns.Commit(new Turn(tenant) { Records = [Given.Said("x")] }, Given.Stop));
        await Assert.ThrowsAsync<ElsewhereException>(() => Kind.Main.Turns.Load(Given.Conversation(tenant), Given.Stop));
        await Assert.ThrowsAsync<PlacementException>(() => Placements.Move(tenant, IsolationTier.Shared, server: null, Given.Stop));
    }

    [Fact]
    public async Task A_dropped_tenant_leaves_no_data_behind()
    {
        var tenant = await Given.EveryKindOfRow(_shared);
        await Placements.Move(tenant, IsolationTier.Dedicated, server: null, Given.Stop);
        await Placements.Drop(tenant, Given.Stop);
        Assert.All(await Kind.Main.Rows.Sums(tenant), sum => Assert.Equal(0, sum.Value.Rows));
        Assert.Equal(TenantPlacement.Shared, await Placements.Get(tenant, Given.Stop));
    }

    private async Task<bool> MoveUntil(int step, TenantId tenant, IsolationTier tier)
    {
        var life = new Life(step);
        await using var mover = MortalMover.Of(store.Services, life);
        try
        {
            await mover.Mover.Move(tenant, tier, server: null, Given.Stop);
        }
        catch (StoreUnavailableException) when (life.HasEnded)
        {
            // As killed: nothing of this mover runs any more.
        }
        store.Services.GetRequiredService<PlacementCache>().Forget(tenant);
        return life.HasEnded;
    }

    private async Task StillWrites(TenantId tenant, IsolationTier tier)
    {
        Assert.Equal(tier, (await Placements.Get(tenant, Given.Stop)).Tier);
        Assert.IsType<CommitOutcome.Committed>(await store.Turns.Commit(new Turn(tenant) { Records = [Given.Said("oi")] }, Given.Stop));
    }

    private async Task<long> Write(TenantId tenant, int writer, ConcurrentBag<ProviderMessage> committed, CancellationToken stop)
    {
        var version = 0L;
        while (!stop.IsCancellationRequested)
        {
            var message = Given.Said("oi", Peer(writer));
            var turn = new Turn(tenant) { State = Given.State(Address(tenant, writer), version), Records = [message] };
            var outcome = Assert.IsType<CommitOutcome.Committed>(await store.Turns.Commit(turn, Given.Stop));
            committed.Add(new(message.ProviderId!.Value.Value));
            Assert.Equal(++version, outcome.Version);
        }
        return version;
    }

    private static Platform.Identity.PeerKey Peer(int writer) => Platform.Identity.PeerKey.Parse($"551198765{writer:D4}");

    private static StateAddress Address(TenantId tenant, int writer) => Given.Conversation(tenant, Peer(writer));

    private async Task<Dictionary<string, TableSum>> Data(TenantId tenant) => await store.Services.GetRequiredService<TenantRouter>()
        .Run(tenant, database => Sums(database, tenant, RowScope.Data), Given.Stop);

    private static Task<Dictionary<string, TableSum>> Sums(TenantDatabase database, TenantId tenant, RowScope scope) =>
        database.Rows.Sums(tenant, scope);

    private sealed record ProviderMessage(string Id);

    /// <summary>The same store, its tenants left where they are created.</summary>
    private sealed class SharedTenants(DedicatedStore store) : IStoreUnderTest
    {
        public ITurnStore Turns => store.Turns;

        public IOutbox Outbox => store.Outbox;

        public IDueWork DueWork => store.DueWork;

        public IRecordReader Records => store.Records;
    }
}

public sealed class SqliteMoveTests(DedicatedSqliteStore store) : MoveConformance(store), IClassFixture<DedicatedSqliteStore>;

public sealed class PostgresMoveTests(DedicatedPostgresStore store) : MoveConformance(store), IClassFixture<DedicatedPostgresStore>;
