using Platform.Storage;
using Platform.Tests.Harness;
using Platform.Turns;

namespace Platform.Tests.Storage;

public sealed class WriteQueueTests
{
    private const int OfTenantMax = 1_024;

    private readonly ManualClock _clock = new();
    private readonly List<StoreWrite> _batch = [];
    private readonly WriteQueue _queue;

    public WriteQueueTests() => _queue = new WriteQueue(_clock);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void The_only_write_of_a_tenant_is_in_the_next_transaction_whatever_another_has_waiting()
    {
        for (var number = 0; number < OfTenantMax; number++) { Put(1, number); }
        Put(2, 7);

        Assert.Equal((2, 7), Take()[1]);
        Assert.Equal(256, _batch.Count);
    }

    [Fact]
    public void A_tenant_whose_line_is_full_waits_and_others_enter_at_once()
    {
        for (var number = 0; number < OfTenantMax + 10; number++) { Put(1, number); }
        for (var number = 0; number < 10; number++) { Put(2, number); }
        Assert.True(_queue.WaitForWrites());

        var taken = Enumerable.Range(0, 10).SelectMany(_ => Take()).ToList();

        Assert.Equal(10, taken.Take(20).Count(write => write.Tenant == 2));
        Assert.Equal(Enumerable.Range(0, OfTenantMax + 10), taken.Where(write => write.Tenant == 1).Select(write => write.Number));
    }

    [Fact]
    public async Task Who_finds_no_room_in_time_is_told_that_nothing_was_written()
    {
        for (var number = 0; number < OfTenantMax; number++) { Put(1, number); }
        var late = Submit(1, OfTenantMax);
        _clock.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => late);
        Assert.Equal(OfTenantMax, Enumerable.Range(0, 10).Sum(_ => Take().Count));
        Put(1, 1);
        Assert.Equal([(1, 1)], Take());
    }

    [Fact]
    public void Writes_with_a_key_in_common_are_in_different_transactions_in_their_order_and_hold_up_nobody_else()
    {
        Put(1, 1, "a");
        Put(1, 2, "a");
        Put(1, 3, "b");
        Put(2, 4, "a");

        Assert.Equal([(1, 1), (2, 4)], Take(distinct: true));
        Assert.Equal([(1, 2), (1, 3)], Take(distinct: true));
    }

    [Fact]
    public async Task Closed_it_gives_what_waits_and_takes_no_more()
    {
        for (var number = 0; number <= OfTenantMax; number++) { Put(1, number); }
        var outside = Submit(1, OfTenantMax + 1);
        _queue.Close();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => outside);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Submit(2, 1));
        Assert.True(_queue.WaitForWrites());
        Assert.Equal(OfTenantMax, Enumerable.Range(0, 10).Sum(_ => Take().Count));
        Assert.False(_queue.WaitForWrites());
    }

    [Fact]
    public async Task Who_waits_for_writes_is_told_of_the_first()
    {
        var waiting = Task.Run(_queue.WaitForWrites, Stop);
        Assert.False(waiting.IsCompleted);
        Put(1, 1);

        Assert.True(await waiting.WaitAsync(TimeSpan.FromSeconds(30), Stop));
    }

    private void Put(int tenant, int number, string? key = null) => _ = Submit(tenant, number, key);

    private Task<bool> Submit(int tenant, int number, string? key = null) => _queue.Submit(new NamedWrite(tenant, number, key), Stop);

    private List<(int Tenant, int Number)> Take(bool distinct = false)
    {
        _queue.TakeBatch(_batch, distinct);
        return [.. _batch.Cast<NamedWrite>().Select(write => (write.Tenant, write.Number))];
    }
}
