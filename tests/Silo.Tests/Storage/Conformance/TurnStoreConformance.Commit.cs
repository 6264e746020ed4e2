using Platform.Identity;
using Platform.Turns;

namespace Platform.Tests.Storage;

public abstract partial class TurnStoreConformance
{
    [Fact]
    public async Task A_grain_that_never_committed_has_no_state()
    {
        var tenant = await Given.Tenant(store);
        Assert.Null(await store.Turns.Load(Given.Conversation(tenant), Given.Stop));
    }

    [Fact]
    public async Task A_state_is_loaded_as_it_was_committed()
    {
        var tenant = await Given.Tenant(store);
        var address = Given.Conversation(tenant);
        const string json = """{ "name": "Zé 😀 \u0000 مرحبا", "a": 1, "a": 2 }""";

        var outcome = await store.Turns.Commit(new Turn(tenant) { State = Given.State(address, 0, json) }, Given.Stop);

        Assert.Equal(new CommitOutcome.Committed(1), outcome);
        var stored = await store.Turns.Load(address, Given.Stop);
        Assert.Equal((1, json), (stored!.Version, stored.Text()));
    }

    [Fact]
    public async Task Versions_count_the_commits_of_a_grain()
    {
        var tenant = await Given.Tenant(store);
        var address = Given.Conversation(tenant);
        for (var version = 0; version < 5; version++)
        {
            var outcome = await store.Turns.Commit(new Turn(tenant) { State = Given.State(address, version, $"{version}") }, Given.Stop);
            Assert.Equal(new CommitOutcome.Committed(version + 1), outcome);
        }
        Assert.Equal("4", (await store.Turns.Load(address, Given.Stop))!.Text());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Another_version_than_expected_is_a_conflict_and_writes_nothing(long expected)
    {
        var tenant = await Given.Tenant(store);
        var address = Given.Conversation(tenant);
        await Committed(new Turn(tenant) { State = Given.State(address, 0, "1") });
        await Committed(new Turn(tenant) { State = Given.State(address, 1, "2") });

        var id = Given.Id();
        var turn = Given.Answer(tenant, Given.Maria, Given.WhatsApp, 1, id) with
        {
            State = Given.State(address, expected, "3"),
            Alarms = [new AlarmChange("idle", Given.Noon)],
        };
        Assert.IsType<CommitOutcome.VersionConflict>(await store.Turns.Commit(turn, Given.Stop));

        Assert.Equal("2", (await store.Turns.Load(address, Given.Stop))!.Text());
        Assert.Empty((await Transcript(tenant, Given.Maria)).Lines);
        Assert.Empty(await Due(tenant));
        Assert.Empty(await AlarmsOf(tenant));
    }

    [Fact]
    public async Task A_version_of_a_state_that_was_never_stored_is_a_conflict()
    {
        var tenant = await Given.Tenant(store);
        var address = Given.Conversation(tenant);
        Assert.IsType<CommitOutcome.VersionConflict>(
            await store.Turns.Commit(new Turn(tenant) { State = Given.State(address, 7) }, Given.Stop));
        Assert.Null(await store.Turns.Load(address, Given.Stop));
    }

    [Fact]
    public async Task A_turn_without_state_has_version_zero()
    {
        var tenant = await Given.Tenant(store);
        var outcome = await store.Turns.Commit(new Turn(tenant) { Records = [Given.Said("oi")] }, Given.Stop);
        Assert.Equal(new CommitOutcome.Committed(0), outcome);
    }

    [Fact]
    public async Task A_message_seen_before_is_a_duplicate_and_writes_nothing()
    {
        var tenant = await Given.Tenant(store);
        var address = Given.Conversation(tenant);
        var providerId = Given.ProviderId();
        await Committed(new Turn(tenant) { State = Given.State(address, 0, "1"), Records = [Given.Said("oi", id: providerId)] });

        var again = Given.Answer(tenant, Given.Maria, Given.WhatsApp, 1, Given.Id());
        again = again with
        {
            State = Given.State(address, 1, "2"),
            Records = [Given.Said("new"), Given.Said("oi", id: providerId), .. again.Records],
            Alarms = [new AlarmChange("idle", Given.Noon)],
        };
        Assert.IsType<CommitOutcome.Duplicate>(await store.Turns.Commit(again, Given.Stop));

        Assert.Equal("1", (await store.Turns.Load(address, Given.Stop))!.Text());
        Assert.Equal("oi", Assert.Single((await Transcript(tenant, Given.Maria)).Lines).Text);
        Assert.Empty(await Due(tenant));
        Assert.Empty(await AlarmsOf(tenant));
    }

    [Fact]
    public async Task A_repeated_turn_is_a_duplicate_although_its_version_has_passed()
    {
        var tenant = await Given.Tenant(store);
        var turn = new Turn(tenant) { State = Given.State(Given.Conversation(tenant), 0), Records = [Given.Said("oi")] };
        await Committed(turn);
        Assert.IsType<CommitOutcome.Duplicate>(await store.Turns.Commit(turn, Given.Stop));
    }

    [Fact]
    public async Task The_same_message_twice_in_one_turn_is_a_duplicate()
    {
        var tenant = await Given.Tenant(store);
        var providerId = Given.ProviderId();
        var turn = new Turn(tenant) { Records = [Given.Said("oi", id: providerId), Given.Said("oi", id: providerId)] };
        Assert.IsType<CommitOutcome.Duplicate>(await store.Turns.Commit(turn, Given.Stop));
        Assert.Empty((await Transcript(tenant, Given.Maria)).Lines);
    }

    [Fact]
    public async Task The_same_provider_id_on_another_channel_or_in_another_direction_is_another_message()
    {
        var tenant = await Given.Tenant(store);
        var providerId = Given.ProviderId();
        await Committed(new Turn(tenant) { Records = [Given.Said("oi", id: providerId)] });
        await Committed(new Turn(tenant) { Records = [Given.Said("oi", id: providerId, channel: Channels.ChannelId.Parse("meta:1065"))] });
        var byPerson = Given.Said("oi", id: providerId) with { Direction = Conversations.MessageDirection.Person };
        await Committed(new Turn(tenant) { Records = [byPerson] });
    }

    [Fact]
    public async Task Messages_without_a_provider_id_are_never_duplicates()
    {
        var tenant = await Given.Tenant(store);
        for (var i = 0; i < 3; i++) { await Committed(new Turn(tenant) { Records = [Given.Said("1") with { ProviderId = null }] }); }
        Assert.Equal(3, (await Transcript(tenant, Given.Maria)).Lines.Length);
    }

    [Fact]
    public async Task Of_many_turns_on_one_version_exactly_one_is_committed()
    {
        var tenant = await Given.Tenant(store);
        var address = Given.Conversation(tenant);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => store.Turns.Commit(
            new Turn(tenant) { State = Given.State(address, 0, $"{i}"), Records = [Given.Said($"{i}")] }, Given.Stop)));

        Assert.Single(outcomes, outcome => outcome is CommitOutcome.Committed);
        Assert.Equal(19, outcomes.Count(outcome => outcome is CommitOutcome.VersionConflict));
        Assert.Single((await Transcript(tenant, Given.Maria)).Lines);
    }

    [Fact]
    public async Task Of_many_deliveries_of_one_message_exactly_one_is_committed()
    {
        var tenant = await Given.Tenant(store);
        var providerId = Given.ProviderId();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.Turns.Commit(
            new Turn(tenant) { Records = [Given.Said("oi", id: providerId)] }, Given.Stop)));

        Assert.Single(outcomes, outcome => outcome is CommitOutcome.Committed);
        Assert.Equal(19, outcomes.Count(outcome => outcome is CommitOutcome.Duplicate));
    }

    [Fact]
    public async Task A_refused_turn_fails_alone_among_those_committed_with_it()
    {
        var (one, two) = (await Given.Tenant(store), await Given.Tenant(store));
        var nobody = new Tenancy.TenantId(Guid.NewGuid());
        var seen = Given.ProviderId();
        await Committed(new Turn(one) { Records = [Given.Said("oi", id: seen)] });

        var duplicate = store.Turns.Commit(new Turn(one) { Records = [Given.Said("oi", id: seen)] }, Given.Stop);
        var conflict = store.Turns.Commit(new Turn(two) { State = Given.State(Given.Conversation(two), 9) }, Given.Stop);
        var refused = store.Turns.Commit(new Turn(nobody) { Records = [Given.Said("oi")] }, Given.Stop);
        var good = Enumerable.Range(0, 50).Select(i => store.Turns.Commit(
            new Turn(i % 2 == 0 ? one : two)
            {
                State = Given.State(Given.Conversation(i % 2 == 0 ? one : two, PeerKey.Parse($"55119876{i:D5}")), 0),
                Records = [Given.Said("oi")],
            },
            Given.Stop)).ToArray();

        Assert.All(await Task.WhenAll(good), outcome => Assert.Equal(new CommitOutcome.Committed(1), outcome));
        Assert.IsType<CommitOutcome.Duplicate>(await duplicate);
        Assert.IsType<CommitOutcome.VersionConflict>(await conflict);
        await Assert.ThrowsAsync<InvalidOperationException>(() => refused);
    }

    [Fact]
    public async Task A_turn_of_a_tenant_that_does_not_exist_is_refused()
    {
        var nobody = new Tenancy.TenantId(Guid.NewGuid());
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => store.Turns.Commit(new Turn(nobody) { State = Given.State(Given.Conversation(nobody), 0) }, Given.Stop));
    }

    [Fact]
    public async Task Two_tenants_cannot_have_one_slug()
    {
        var (one, two) = (new Tenancy.TenantId(Guid.NewGuid()), new Tenancy.TenantId(Guid.NewGuid()));
        var entry = new TurnRecord.TenantEntry($"slug-{Guid.NewGuid():N}", "A", Tenancy.TenantStatus.Active);
        await Committed(new Turn(one) { Records = [entry] });
        await Committed(new Turn(one) { Records = [entry with { Name = "B", State = Tenancy.TenantStatus.Suspended }] });
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Turns.Commit(new Turn(two) { Records = [entry] }, Given.Stop));
    }

    [Fact]
    public async Task A_turn_with_another_tenants_state_is_refused()
    {
        var (one, two) = (await Given.Tenant(store), await Given.Tenant(store));
        await Assert.ThrowsAsync<ArgumentException>(
            () => store.Turns.Commit(new Turn(one) { State = Given.State(Given.Conversation(two), 0) }, Given.Stop));
    }

    [Fact]
    public async Task A_caller_who_gives_up_takes_nothing_back()
    {
        var tenant = await Given.Tenant(store);
        var address = Given.Conversation(tenant);
        using var impatient = new CancellationTokenSource();
        var others = Enumerable.Range(0, 20).Select(i => store.Turns.Commit(
            new Turn(tenant) { State = Given.State(Given.Conversation(tenant, PeerKey.Parse($"55119876{i:D5}")), 0) }, Given.Stop))
            .ToArray();
        var abandoned = store.Turns.Commit(new Turn(tenant) { State = Given.State(address, 0) }, impatient.Token);
        await impatient.CancelAsync();

        Assert.All(await Task.WhenAll(others), outcome => Assert.IsType<CommitOutcome.Committed>(outcome));
        await Task.WhenAny(abandoned);
        await Eventually.Holds(async () => await store.Turns.Load(address, Given.Stop) is not null);
    }

    [Fact]
    public async Task Text_that_a_database_cannot_hold_does_not_make_a_turn_fail()
    {
        var tenant = await Given.Tenant(store);
        await Committed(new Turn(tenant) { Records = [Given.Said("a\0b"), Given.Said("c\ud800d😀"), Given.Said("😀e\ude00"), Given.Said("")] });
        Assert.Equal(["", "😀e\ufffd", "c\ufffdd😀", "a\ufffdb"], (await Transcript(tenant, Given.Maria)).Lines.Select(line => line.Text));
    }
}
