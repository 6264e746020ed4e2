using Platform.Audit;
using Platform.Calls;
using Platform.DataRights;
using Platform.Identity;
using Platform.Plans;
using Platform.Tenancy;
using Platform.Tests.Storage;
using Platform.Turns;

namespace Platform.Tests.DataRights;

/// <summary>What every store removes when its time is over, and what it keeps.</summary>
public abstract class ExpiredRowsConformance(ISqlStoreUnderTest store)
{
    private const long DayMicros = 86_400_000_000;

    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private static readonly DateTimeOffset Before = Now.AddDays(-30);

    private IExpiredRows Expired => store.Get<IExpiredRows>();

    [Fact]
    public async Task Old_messages_go_and_young_ones_of_the_same_contact_stay()
    {
        var tenant = await Given.Tenant(store);
        await Commit(tenant, Given.Said("old Ação", Given.Maria), Given.Said("another's", Given.Joao), Stored(100));
        await Age(tenant, days: 31);
        await Commit(tenant, Given.Said("young", Given.Maria));

        Assert.Equal(2, await Removed(tenant, ExpiredKind.Messages));

        var left = await Rows(tenant, "messages");
        Assert.Contains("text=young", Assert.Single(left), StringComparison.Ordinal);
        var stored = (await store.Records.ReadUsage(tenant, BillingPeriod.AllTime, Given.Stop)).Single(used => used.Meter == Meter.StorageBytes);
        Assert.Equal(100 - "old Ação"u8.Length - "another's"u8.Length, stored.Amount);
    }

    [Fact]
    public async Task More_than_one_transaction_holds_are_removed_part_by_part()
    {
        var tenant = await Given.Tenant(store);
        var lines = Enumerable.Range(0, 1_200).Select(i => Given.Said($"{i}", i % 2 == 0 ? Given.Maria : Given.Joao));
        await Commit(tenant, [.. lines]);
        await Age(tenant, days: 31);

        var first = await Expired.Remove(tenant, ExpiredKind.Messages, Before, "", Given.Stop);

        Assert.InRange(first!.Rows, 1, 500);
        Assert.NotNull(first.Next);
        Assert.Equal(1_200 - first.Rows, await Removed(tenant, ExpiredKind.Messages));
        Assert.Empty(await Rows(tenant, "messages"));
    }

    [Fact]
    public async Task A_conversation_without_messages_is_forgotten_with_contact_identity_and_links()
    {
        var tenant = await Given.Tenant(store);
        var lid = PeerKey.OfLid("77788899");
        await Committed(new Turn(tenant)
        {
            State = Given.State(Given.Conversation(tenant), 0),
            Records =
            [
                new TurnRecord.Contact(Given.Maria, "Maria", Given.WhatsApp, Now.AddDays(-31)),
                new TurnRecord.IdentityLink(lid, Given.Maria, Now.AddDays(-31)),
            ],
        });
        await Committed(new Turn(tenant) { State = Given.State(new StateAddress(tenant, "identity", lid.Text), 0) });

        var batch = await Expired.Remove(tenant, ExpiredKind.Conversations, Before, "", Given.Stop);

        Assert.Equal((1, null), (batch!.Rows, batch.Next));
        Assert.Equal([Given.Maria, lid], batch.Forgotten.OrderBy(peer => peer.Text, StringComparer.Ordinal));
        Assert.Empty(await Rows(tenant, "contacts"));
        Assert.Empty(await Rows(tenant, "identity_links"));
        Assert.Contains("grain_type=tenant", Assert.Single(await Rows(tenant, "grain_states")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a message")]
    [InlineData("an open message to send")]
    [InlineData("an alarm")]
    [InlineData("seen since")]
    public async Task A_conversation_that_still_has_something_is_kept(string something)
    {
        var tenant = await Given.Tenant(store);
        var state = new Turn(tenant) { State = Given.State(Given.Conversation(tenant), 0) };
        await Committed(something switch
        {
            "a message" => state with { Records = [Given.Said("young")] },
            "an open message to send" => state with { Outbox = [Given.ToSend(Given.Id(), 1)] },
            "an alarm" => state with { Alarms = [new AlarmChange("reply", Now)] },
            _ => state with { Records = [new TurnRecord.Contact(Given.Maria, "Maria", Given.WhatsApp, Now)] },
        });

        Assert.Equal(0, await Removed(tenant, ExpiredKind.Conversations));

        Assert.NotNull(await store.Turns.Load(Given.Conversation(tenant), Given.Stop));
    }

    [Fact]
    public async Task An_identity_stays_as_long_as_the_number_that_it_is_linked_to()
    {
        var tenant = await Given.Tenant(store);
        var lid = PeerKey.OfLid("55566677");
        await Committed(new Turn(tenant)
        {
            State = Given.State(Given.Conversation(tenant), 0),
            Records = [Given.Said("young"), new TurnRecord.IdentityLink(lid, Given.Maria, Now)],
        });
        await Committed(new Turn(tenant) { State = Given.State(Given.Conversation(tenant, lid), 0) });
        await Committed(new Turn(tenant) { State = Given.State(new StateAddress(tenant, "identity", lid.Text), 0) });

        Assert.Equal(1, await Removed(tenant, ExpiredKind.Conversations));

        Assert.Single(await Rows(tenant, "identity_links"));
        Assert.NotNull(await store.Turns.Load(new StateAddress(tenant, "identity", lid.Text), Given.Stop));
        Assert.NotNull(await store.Turns.Load(Given.Conversation(tenant), Given.Stop));
    }

    [Fact]
    public async Task Old_calls_go_with_what_was_counted_of_them_also_those_of_which_only_the_end_is_known()
    {
        var tenant = await Given.Tenant(store);
        var (old, young, ended) = (Call("old"), Call("young"), Call("ended"));
        foreach (var (call, at) in new[] { (old, Now.AddDays(-31)), (young, Now) })
        {
            await Committed(new Turn(tenant)
            {
                State = Given.State(new StateAddress(tenant, "call", call.Value), 0),
                Records = [new TurnRecord.CallDetailed(Given.Details(call) with { StartedAt = at, EndedAt = at.AddMinutes(1) })],
            });
        }
        await Commit(tenant, new TurnRecord.CallFinished(ended, Now.AddDays(-31), null));

        Assert.Equal(2, await Removed(tenant, ExpiredKind.Calls));

        Assert.Contains($"call_id={young.Value}", Assert.Single(await Rows(tenant, "calls")), StringComparison.Ordinal);
        Assert.Null(await store.Turns.Load(new StateAddress(tenant, "call", old.Value), Given.Stop));
        Assert.NotNull(await store.Turns.Load(new StateAddress(tenant, "call", young.Value), Given.Stop));
    }

    [Fact]
    public async Task Old_work_items_and_reports_go_and_young_ones_stay()
    {
        var tenant = await Given.Tenant(store);
        foreach (var at in new[] { Now.AddDays(-31), Now })
        {
            await Commit(
                tenant,
                new TurnRecord.WorkItem(Guid.CreateVersion7(at), Given.Maria, "appointment-request", "Consulta", "{}", at),
                new TurnRecord.StatusReported(Given.WhatsApp, Given.ProviderId(), Conversations.DeliveryStatus.Read, at));
        }

        Assert.Equal(1, await Removed(tenant, ExpiredKind.WorkItems));
        Assert.Equal(1, await Removed(tenant, ExpiredKind.Reports));

        Assert.Single(await Rows(tenant, "work_items"));
        Assert.Single(await Rows(tenant, "message_statuses"));
    }

    [Fact]
    public async Task Of_messages_to_send_only_those_that_are_settled_go()
    {
        var tenant = await Given.Tenant(store);
        var (old, sent, waiting, sentNow) = (Now.AddDays(-31), Guid.CreateVersion7(Now.AddDays(-31)), Guid.CreateVersion7(Now.AddDays(-31)), Given.Id());
        await Committed(new Turn(tenant)
        {
            Outbox = [Given.ToSend(sent, 1, at: old), Given.ToSend(waiting, 2, at: old), Given.ToSend(sentNow, 3, at: Now)],
        });
        foreach (var id in new[] { sent, sentNow })
        {
            await store.Outbox.Settle(tenant, id, Guid.NewGuid(), new SendOutcome.Failed("test"), Now, Given.Stop);
        }

        Assert.Equal(1, await Removed(tenant, ExpiredKind.Outbox));

        var left = await Rows(tenant, "outbox");
        Assert.Equal(2, left.Count);
        Assert.DoesNotContain(left, row => row.Contains($"message_id={sent}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Old_audit_entries_go_from_the_beginning_and_the_chain_still_verifies()
    {
        var tenant = await Given.Tenant(store);
        foreach (var days in new[] { 200, 190, 10, 200 })
        {
            await Commit(tenant, new TurnRecord.Audit(Given.Id(), "changed", "user:ana@clinic.example", "x", Now.AddDays(-days)));
        }

        Assert.Equal(2, await Removed(tenant, ExpiredKind.DataAudit, Now));
        Assert.Equal(0, await Removed(tenant, ExpiredKind.RegistryAudit, Now));

        var verdict = await new AuditVerifier(store.AuditReader).Verify(tenant, AuditLedger.Data, Given.Stop);
        Assert.Equal((4L, null), (verdict.Sequence, verdict.Fault));
        Assert.Equal(2, (await Rows(tenant, "audit")).Count);
        Assert.Equal(2, (await store.AuditReader.ReadHead(tenant, AuditLedger.Data, Given.Stop))!.BaseSequence);
    }

    [Fact]
    public async Task Whatever_is_asked_for_nothing_of_the_last_week_goes_and_nothing_of_another_company()
    {
        var (tenant, other) = (await Given.EveryKindOfRow(store), await Given.EveryKindOfRow(store));
        var said = await Given.Tenant(store);
        await Commit(said, Given.Said("of this week"));
        await Age(said, days: 6);
        var before = await Everything(other);

        foreach (var kind in Enum.GetValues<ExpiredKind>()) { await Removed(tenant, kind, DateTimeOffset.MaxValue.AddDays(-1)); }

        Assert.Equal(before, await Everything(other));
        Assert.Equal(0, await Removed(said, ExpiredKind.Messages, Now));
        Assert.Single(await Rows(said, "messages"));
    }

    private static CallId Call(string name) => CallId.Parse($"{name}-{Given.Id():N}");

    private static TurnRecord.Usage Stored(long bytes) => new(BillingPeriod.AllTime, Meter.StorageBytes, bytes);

    // As the alarm does: from part to part until nothing is left.
    private async Task<long> Removed(TenantId tenant, ExpiredKind kind, DateTimeOffset? before = null)
    {
        var (rows, next) = (0L, (string?)"");
        while (next is not null)
        {
            var batch = await Expired.Remove(tenant, kind, before ?? Before, next, Given.Stop);
            (rows, next) = (rows + batch!.Rows, batch.Next);
        }
        return rows;
    }

    // A message's position is the time at which it was stored, which no turn chooses.
    private Task Age(TenantId tenant, int days) =>
        store.Tamper($"UPDATE messages SET position = position - {days * DayMicros} WHERE tenant_id = {store.Literal(tenant)}");

    private Task Commit(TenantId tenant, params TurnRecord[] records) => Committed(new Turn(tenant) { Records = [.. records] });

    private async Task Committed(Turn turn) => Assert.IsType<CommitOutcome.Committed>(await store.Turns.Commit(turn, Given.Stop));

    private async Task<List<string>> Rows(TenantId tenant, string table) =>
        [.. (await store.Rows(table)).Where(row => row.Contains($"tenant_id={tenant}", StringComparison.Ordinal))];

    private async Task<List<string>> Everything(TenantId tenant)
    {
        List<string> rows = [];
        foreach (var table in Tables.All) { rows.AddRange(await Rows(tenant, table)); }
        return rows;
    }
}

public sealed class SqliteExpiredRowsTests(SqliteStore store) : ExpiredRowsConformance(store), IClassFixture<SqliteStore>;

public sealed class PostgresExpiredRowsTests(PostgresStore store) : ExpiredRowsConformance(store), IClassFixture<PostgresStore>;
