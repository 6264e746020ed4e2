using System.Collections.Immutable;
using Platform.Plans;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

public abstract partial class TurnStoreConformance
{
    private static readonly BillingPeriod March = BillingPeriod.Parse("2026-03");

    [Fact]
    public async Task What_turns_use_is_counted_by_month_and_meter()
    {
        var tenant = await Given.Tenant(store);
        await Committed(Using(tenant, Usage(March, Meter.Messages, 2), Usage(March, Meter.Conversations, 1), Usage(March, Meter.Messages, 3)));
        await Committed(Using(tenant, Usage(March, Meter.Messages, 10), Usage(March.Next, Meter.Messages, 7)));
        await Committed(Using(tenant, Usage(BillingPeriod.AllTime, Meter.StorageBytes, 100)));
        await Committed(Using(tenant, Usage(BillingPeriod.AllTime, Meter.StorageBytes, -40)));

        Assert.Equal(
            [new Metered(Meter.Conversations, 1), new Metered(Meter.Messages, 15), new Metered(Meter.StorageBytes, 60)],
            await Used(tenant, March));
        Assert.Equal([new Metered(Meter.Messages, 7), new Metered(Meter.StorageBytes, 60)], await Used(tenant, March.Next));
    }

    [Fact]
    public async Task A_turn_that_is_refused_counts_nothing()
    {
        var tenant = await Given.Tenant(store);
        var said = Given.Said("oi");
        var turn = new Turn(tenant) { Records = [said, new TurnRecord.Usage(March, Meter.Messages, 1)] };
        await Committed(turn);
        Assert.IsType<CommitOutcome.Duplicate>(await store.Turns.Commit(turn, Given.Stop));
        var stale = Using(tenant, Usage(March, Meter.Messages, 1)) with { State = Given.State(Given.Conversation(tenant), 7) };
        Assert.IsType<CommitOutcome.VersionConflict>(await store.Turns.Commit(stale, Given.Stop));

        Assert.Equal([new Metered(Meter.Messages, 1)], await Used(tenant, March));
    }

    [Fact]
    public async Task Many_turns_at_once_of_many_tenants_count_exactly_those_that_were_committed()
    {
        var tenants = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Given.Tenant(store)));
        var ids = Enumerable.Range(0, 40).Select(_ => Given.ProviderId()).ToArray();
        var outcomes = await Task.WhenAll(
            from round in Enumerable.Range(0, 3)
            from id in ids
            from tenant in tenants
            select Count(tenant, id, amount: Array.IndexOf(tenants, tenant) + 1));

        Assert.Equal(tenants.Length * ids.Length, outcomes.Count(counted => counted));
        for (var i = 0; i < tenants.Length; i++)
        {
            Assert.Equal([new Metered(Meter.Messages, ids.Length * (i + 1))], await Used(tenants[i], March));
            Assert.Equal(ids.Length, (await Transcript(tenants[i], Given.Maria, max: 200)).Lines.Length);
        }
    }

    [Fact]
    public async Task A_tenant_reads_its_own_counters_only()
    {
        var (one, other) = (await Given.Tenant(store), await Given.Tenant(store));
        await Committed(Using(one, Usage(March, Meter.Messages, 5), Usage(BillingPeriod.AllTime, Meter.StorageBytes, 5)));

        Assert.Empty(await Used(other, March));
    }

    private async Task<bool> Count(TenantId tenant, Channels.ProviderMessageId id, long amount)
    {
        var turn = new Turn(tenant) { Records = [Given.Said("oi", id: id), new TurnRecord.Usage(March, Meter.Messages, amount)] };
        return await store.Turns.Commit(turn, Given.Stop) is CommitOutcome.Committed;
    }

    private Task<ImmutableArray<Metered>> Used(TenantId tenant, BillingPeriod period) =>
        store.Records.ReadUsage(tenant, period, Given.Stop);

    private static TurnRecord.Usage Usage(BillingPeriod period, Meter meter, long amount) => new(period, meter, amount);

    private static Turn Using(TenantId tenant, params ReadOnlySpan<TurnRecord.Usage> usage) => new(tenant) { Records = [.. usage] };
}
