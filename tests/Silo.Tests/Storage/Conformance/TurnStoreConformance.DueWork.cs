using Platform.Channels;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

public abstract partial class TurnStoreConformance
{
    private const int Everything = 10_000;

    private async Task<DueAlarm[]> AlarmsOf(TenantId tenant, DateTimeOffset? now = null, int shard = 0, int shards = 1) =>
        [.. (await store.DueWork.DueAlarms(shard, shards, now ?? DateTimeOffset.MaxValue, Everything, Given.Stop))
            .Where(alarm => alarm.Target.Tenant == tenant)];

    private async Task<ChannelId[]> ChannelsOf(TenantId tenant, DateTimeOffset? now = null, int shard = 0, int shards = 1) =>
        [.. (await store.DueWork.DueChannels(shard, shards, now ?? Given.Noon, Everything, Given.Stop))
            .Where(channel => channel.Tenant == tenant).Select(channel => channel.Channel)];

    [Fact]
    public async Task An_alarm_is_due_from_its_time_on_until_it_is_cleared()
    {
        var tenant = await Given.Tenant(store);
        var address = Given.Conversation(tenant);
        await Committed(new Turn(tenant) { State = Given.State(address, 0), Alarms = [new AlarmChange("reply", Later)] });

        Assert.Empty(await AlarmsOf(tenant, Later.AddMilliseconds(-1)));
        Assert.Equal(new DueAlarm(address, "reply", Later), Assert.Single(await AlarmsOf(tenant, Later)));
        Assert.Single(await AlarmsOf(tenant, Later.AddDays(1)));

        await Committed(new Turn(tenant) { State = Given.State(address, 1), Alarms = [new AlarmChange("reply", null)] });
        Assert.Empty(await AlarmsOf(tenant));
    }

    [Fact]
    public async Task An_alarm_set_again_is_moved_and_clearing_what_is_not_set_changes_nothing()
    {
        var tenant = await Given.Tenant(store);
        var address = Given.Conversation(tenant);
        await Committed(new Turn(tenant) { State = Given.State(address, 0), Alarms = [new("a", Later), new("b", Given.Noon)] });
        await Committed(new Turn(tenant) { State = Given.State(address, 1), Alarms = [new("a", Given.Noon.AddDays(1)), new("c", null)] });
        await Committed(new Turn(tenant) { State = Given.State(address, 2), Alarms = [new("b", null), new("b", Later)] });

        Assert.Equal([("b", Later), ("a", Given.Noon.AddDays(1))], (await AlarmsOf(tenant)).Select(alarm => (alarm.Name, alarm.Due)));
    }

    [Fact]
    public async Task Due_alarms_come_earliest_first_and_no_more_than_asked_for()
    {
        var tenant = await Given.Tenant(store);
        var long_ago = new DateTimeOffset(1999, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var alarms = Enumerable.Range(0, 10).Select(i => new AlarmChange($"a{i}", long_ago.AddSeconds((i * 7) % 10)));
        await Committed(new Turn(tenant) { State = Given.State(Given.Conversation(tenant), 0), Alarms = [.. alarms] });

        var due = await store.DueWork.DueAlarms(0, 1, long_ago.AddSeconds(10), 4, Given.Stop);
        Assert.Equal([0, 1, 2, 3], due.Select(alarm => (int)(alarm.Due - long_ago).TotalSeconds));
    }

    [Fact]
    public async Task A_failing_alarm_is_called_ever_later_but_keeps_its_due_time()
    {
        var tenant = await Given.Tenant(store);
        var address = Given.Conversation(tenant);
        var alarm = new DueAlarm(address, "reply", Later);
        await Committed(new Turn(tenant) { State = Given.State(address, 0), Alarms = [new AlarmChange("reply", Later)] });

        var now = Later;
        var wait = TimeSpan.Zero;
        for (var failure = 0; failure < 30; failure++)
        {
            await store.DueWork.Postpone(alarm, now, Given.Stop);
            var next = await NextCall(tenant, now);
            Assert.InRange(next - now, wait, TimeSpan.FromHours(1));
            (wait, now) = (next - now, next);
        }
        Assert.Equal(TimeSpan.FromHours(1), wait);
        Assert.Equal(alarm, Assert.Single(await AlarmsOf(tenant)));

        await Committed(new Turn(tenant) { State = Given.State(address, 1), Alarms = [new AlarmChange("reply", Later)] });
        Assert.Single(await AlarmsOf(tenant, Later));
    }

    [Fact]
    public async Task An_alarm_keeps_its_due_time_to_the_tick_because_it_is_known_by_it()
    {
        var tenant = await Given.Tenant(store);
        var alarm = new DueAlarm(Given.Conversation(tenant), "reply", Later.AddTicks(7));
        await Committed(new Turn(tenant) { State = Given.State(alarm.Target, 0), Alarms = [new AlarmChange("reply", alarm.Due)] });
        Assert.Equal(alarm, Assert.Single(await AlarmsOf(tenant)));
        await store.DueWork.Postpone(alarm, Later.AddDays(1), Given.Stop);
        Assert.Empty(await AlarmsOf(tenant, Later.AddDays(1)));
    }

    [Fact]
    public async Task An_alarm_that_was_moved_meanwhile_is_not_postponed()
    {
        var tenant = await Given.Tenant(store);
        var address = Given.Conversation(tenant);
        await Committed(new Turn(tenant) { State = Given.State(address, 0), Alarms = [new AlarmChange("reply", Given.Noon)] });
        await Committed(new Turn(tenant) { State = Given.State(address, 1), Alarms = [new AlarmChange("reply", Later)] });
        await store.DueWork.Postpone(new DueAlarm(address, "reply", Given.Noon), Later, Given.Stop);
        Assert.Single(await AlarmsOf(tenant, Later));
    }

    private async Task<DateTimeOffset> NextCall(TenantId tenant, DateTimeOffset after)
    {
        var (early, late) = (0, 3600);
        while (late - early > 1)
        {
            var middle = (early + late) / 2;
            var called = (await AlarmsOf(tenant, after.AddSeconds(middle))).Length > 0;
            (early, late) = called ? (early, middle) : (middle, late);
        }
        return after.AddSeconds(late);
    }

    [Fact]
    public async Task Each_alarm_and_each_channel_is_in_exactly_one_shard()
    {
        const int shards = 4;
        var tenant = await Given.Tenant(store);
        for (var i = 0; i < 40; i++)
        {
            var peer = Identity.PeerKey.Parse($"55119876{i:D5}");
            await Committed(Given.Answer(tenant, peer, ChannelId.Parse($"evolution:c{i}"), 1, Given.Id()) with
            {
                State = Given.State(Given.Conversation(tenant, peer), 0),
                Alarms = [new AlarmChange("idle", Given.Noon)],
            });
        }
        var alarms = await Task.WhenAll(Enumerable.Range(0, shards).Select(shard => AlarmsOf(tenant, Given.Noon, shard, shards)));
        var channels = await Task.WhenAll(Enumerable.Range(0, shards).Select(shard => ChannelsOf(tenant, Given.Noon, shard, shards)));

        Assert.Equal(40, alarms.SelectMany(shard => shard).Distinct().Count());
        Assert.Equal(40, alarms.Sum(shard => shard.Length));
        Assert.Equal(40, channels.SelectMany(shard => shard).Distinct().Count());
        Assert.Equal(40, channels.Sum(shard => shard.Length));
        Assert.All(alarms, shard => Assert.NotEmpty(shard));
        Assert.All(channels, shard => Assert.NotEmpty(shard));
    }

    [Fact]
    public async Task A_channel_is_due_while_it_has_a_message_that_is_due_or_was_left()
    {
        var tenant = await Given.Tenant(store);
        Assert.Empty(await ChannelsOf(tenant));

        var id = await Sending(tenant);
        Assert.Equal([Given.WhatsApp], await ChannelsOf(tenant));

        await Settle(tenant, id, new SendOutcome.TryAgain(Later, "unavailable", false));
        Assert.Empty(await ChannelsOf(tenant, Later.AddMilliseconds(-1)));
        Assert.Equal([Given.WhatsApp], await ChannelsOf(tenant, Later));

        Assert.True(await Claim(tenant, Assert.Single(await Due(tenant, Later))));
        await Settle(tenant, id, new SendOutcome.Accepted(Given.ProviderId()));
        Assert.Empty(await ChannelsOf(tenant, Later));
    }
}
