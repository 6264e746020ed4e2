using Microsoft.Extensions.DependencyInjection;
using Platform.Audit;
using Platform.Calls;
using Platform.Channels;
using Platform.Storage;
using Platform.Tenancy;
using Platform.Tests.Harness;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>What happens to a tenant while it is copied: it is in use, what changes goes along, and what arrives is compared.</summary>
public abstract class MoveInUseConformance(DedicatedStore store)
{
    private IPlacements Placements => store.Placements;

    private IDatabaseKind Kind => store.Services.GetRequiredService<IDatabaseKind>();

    [Fact]
    public async Task What_changes_while_everything_is_copied_goes_along_and_only_what_changes_last_holds_turns_up()
    {
        var tenant = await Given.EveryKindOfRow(store);
        var address = (await store.Services.GetRequiredService<PlacementTable>().Get(tenant, Given.Stop)).Database!;
        await using var observed = new ObservedMover(store.Services) { WhileCopying = () => ChangeEverything(tenant) };
        await observed.Mover.Move(tenant, IsolationTier.Shared, server: null, Given.Stop);

        var (there, arrived) = (await Old(tenant, address), await Kind.Main.Rows.Sums(tenant));
        Assert.Equal(there, arrived);
        Assert.Equal(3, there["messages"].Rows);
        Assert.Equal(0, there["alarms"].Rows);
        Assert.Empty(observed.CopiedWhileTurnsWaited);
        Assert.Equal(2, (await store.Turns.Load(Given.Conversation(tenant), Given.Stop))!.Version);
    }

    [Fact]
    public async Task What_is_too_much_for_one_wait_of_turns_is_copied_in_several_and_turns_go_on_in_between()
    {
        var tenant = await Given.EveryKindOfRow(store);
        var address = (await store.Services.GetRequiredService<PlacementTable>().Get(tenant, Given.Stop)).Database!;
        var (clock, wentOn) = (new ManualClock(), 0);
        await using var observed = new ObservedMover(store.Services, clock)
        {
            BeforeTurnsWait = () => Committed(new Turn(tenant) { Records = [.. Enumerable.Range(0, 1_500).Select(_ => Given.Said("much"))] }),
            WhenSomeWereCopied = () => clock.Advance(TimeSpan.FromSeconds(1)),
            WhenTurnsGoOn = () =>
            {
                wentOn++;
                return Say(tenant, "in between");
            },
        };
        await observed.Mover.Move(tenant, IsolationTier.Shared, server: null, Given.Stop);

        Assert.Equal(1, wentOn);
        Assert.InRange(observed.CopiedWhileTurnsWaited.Count, 1_000, 1_400);
        Assert.Equal(await Old(tenant, address), await Kind.Main.Rows.Sums(tenant));
        Assert.Equal(IsolationTier.Shared, (await Placements.Get(tenant, Given.Stop)).Tier);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_row_that_does_not_arrive_as_it_was_stops_the_move_and_the_tenant_is_served_where_it_was(bool isChanged)
    {
        var tenant = await Given.EveryKindOfRow(store);
        await using var observed = new ObservedMover(store.Services)
        {
            WhileCopying = isChanged ? () => Say(tenant, "altered") : () => Task.CompletedTask,
            OnTheWay = row => row.Replace(isChanged ? "altered" : "takeover", "otherwise", StringComparison.Ordinal),
        };
        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => observed.Mover.Move(tenant, IsolationTier.Shared, server: null, Given.Stop));
        Assert.Contains("not what was there", failure.Message, StringComparison.Ordinal);
        Assert.Equal(IsolationTier.Dedicated, (await Placements.Get(tenant, Given.Stop)).Tier);
        await Say(tenant, "still here");

        await Placements.Move(tenant, IsolationTier.Shared, server: null, Given.Stop);
        await Say(tenant, "moved");
        await Placements.Confirm(tenant, Given.Stop);
    }

    [Fact]
    public async Task After_a_move_nothing_is_noted_any_more()
    {
        var tenant = await Given.EveryKindOfRow(store);
        await Placements.Move(tenant, IsolationTier.Shared, server: null, Given.Stop);
        await Placements.Confirm(tenant, Given.Stop);
        await Placements.Move(tenant, IsolationTier.Dedicated, server: null, Given.Stop);
        await Placements.Confirm(tenant, Given.Stop);
        await Placements.Move(tenant, IsolationTier.Shared, server: null, Given.Stop);
        await Say(tenant, "not noted");
        await using var snapshot = await Kind.Main.Rows.Read(tenant, RowScope.Data, Given.Stop);
        Assert.Empty(await snapshot.Changes(0, 10, Given.Stop));
        await Placements.Confirm(tenant, Given.Stop);
    }

    // A row is added, changed or removed in every table that turns write to.
    private async Task ChangeEverything(TenantId tenant)
    {
        var call = CallId.Parse($"call-{Given.Id():N}");
        await Committed(new Turn(tenant)
        {
            State = Given.State(Given.Conversation(tenant), 1),
            Alarms = [new AlarmChange("idle", null)],
            Records =
            [
                Given.Said("while it is copied"),
                new TurnRecord.Contact(Given.Maria, "Maria Clara", Given.WhatsApp, Given.Noon.AddHours(1)),
                new TurnRecord.CallStarted(call, Given.Maria, ChannelId.Parse("sip:drmarco.pbx.example"), "551140000001", Given.Noon),
                new TurnRecord.Audit(Given.Id(), "takeover", "agent", "…4321", Given.Noon),
            ],
        });
        var due = await store.Outbox.NextDue(tenant, Given.WhatsApp, Given.Id(), Given.Noon.AddYears(1), 10, Given.Stop);
        Assert.True(await store.Outbox.Claim(tenant, due[0], Given.Id(), Given.Noon, Given.Stop));
    }

    private Task Say(TenantId tenant, string text) => Committed(new Turn(tenant) { Records = [Given.Said(text)] });

    private async Task Committed(Turn turn) => Assert.IsType<CommitOutcome.Committed>(await store.Turns.Commit(turn, Given.Stop));

    private Task<Dictionary<string, TableSum>> Old(TenantId tenant, DatabaseAddress address) => store.Services
        .GetRequiredService<OpenDatabases>().Use(tenant, address, database => database.Rows.Sums(tenant), Given.Stop);
}

public sealed class SqliteMoveInUseTests(DedicatedSqliteStore store) : MoveInUseConformance(store), IClassFixture<DedicatedSqliteStore>;

public sealed class PostgresMoveInUseTests(DedicatedPostgresStore store) : MoveInUseConformance(store), IClassFixture<DedicatedPostgresStore>;
