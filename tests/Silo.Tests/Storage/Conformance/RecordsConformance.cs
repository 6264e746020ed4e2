using Platform.Audit;
using Platform.Calls;
using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>What becomes of records that no port reads yet: the rows themselves.</summary>
public abstract class RecordsConformance(ISqlStoreUnderTest store)
{
    private static readonly ChannelId Sip = ChannelId.Parse("sip:drmarco.pbx.example");

    [Fact]
    public async Task A_contact_keeps_the_name_it_had_and_the_latest_place_it_was_seen_at()
    {
        var tenant = await Given.Tenant(store);
        await Commit(tenant, new TurnRecord.Contact(Given.Maria, "Maria", Given.WhatsApp, Given.Noon));
        await Commit(tenant, new TurnRecord.Contact(Given.Maria, null, Sip, Given.Noon.AddHours(1)));
        await Commit(tenant, new TurnRecord.Contact(Given.Maria, "Older", Given.WhatsApp, Given.Noon.AddMinutes(1)));
        await Has(
            tenant, "contacts",
            "last_channel=sip:drmarco.pbx.example | last_seen_at=1773061200000000 | name=Maria | peer_key=5511987654321");
    }

    [Fact]
    public async Task A_contact_named_twice_in_one_turn_ends_as_the_later_one()
    {
        var tenant = await Given.Tenant(store);
        await Commit(
            tenant,
            new TurnRecord.Contact(Given.Maria, "Maria", Given.WhatsApp, Given.Noon),
            new TurnRecord.Contact(Given.Maria, null, Sip, Given.Noon.AddHours(1)),
            new TurnRecord.Contact(Given.Maria, "Older", Given.WhatsApp, Given.Noon.AddMinutes(1)));
        await Has(
            tenant, "contacts",
            "last_channel=sip:drmarco.pbx.example | last_seen_at=1773061200000000 | name=Maria | peer_key=5511987654321");
    }

    [Fact]
    public async Task A_call_keeps_its_first_start_and_end_until_its_details_arrive()
    {
        var tenant = await Given.Tenant(store);
        var call = CallId.Parse("c0ffee");
        await Commit(tenant, new TurnRecord.CallStarted(call, Given.Maria, Sip, "551140000001", Given.Noon));
        await Commit(tenant, new TurnRecord.CallStarted(call, Given.Joao, Sip, "551140000002", Given.Noon.AddHours(1)));
        await Commit(tenant, new TurnRecord.CallFinished(call, Given.Noon.AddMinutes(1), null));
        await Commit(tenant, new TurnRecord.CallFinished(call, Given.Noon.AddMinutes(2), "NORMAL_CLEARING"));
        await Has(
            tenant, "calls",
            "answered_at=∅ | billable=∅ | call_id=c0ffee | cause=NORMAL_CLEARING | channel_id=sip:drmarco.pbx.example | " +
            "dialled_number=551140000001 | direction=∅ | duration=∅ | ended_at=1773057660000000 | other_leg=∅ | " +
            "peer_key=5511987654321 | started_at=1773057600000000");

        // A detail record shows the number also of a caller who withheld it: whose call it is, the call itself has told.
        await Commit(tenant, new TurnRecord.CallDetailed(Given.Details(call, Given.Joao) with { OtherLeg = CallId.Parse("b-leg") }));
        await Commit(tenant, new TurnRecord.CallFinished(call, Given.Noon.AddHours(9), "LATE"));
        await Has(
            tenant, "calls",
            "answered_at=1773057602000000 | billable=60000000 | call_id=c0ffee | cause=NORMAL_CLEARING | " +
            "channel_id=sip:drmarco.pbx.example | " +
            "dialled_number=551140000001 | direction=0 | duration=62000000 | ended_at=1773057662000000 | other_leg=b-leg | " +
            "peer_key=5511987654321 | started_at=1773057600000000");
    }

    [Theory]
    [InlineData("start, out")]
    [InlineData("start, in, out")]
    [InlineData("start, out, in")]
    [InlineData("in, out")]
    [InlineData("out, in")]
    public async Task Who_withheld_the_number_is_withheld_on_the_leg_to_a_person_in_whatever_order_the_legs_are_told(string order)
    {
        var tenant = await Given.Tenant(store);
        var (caller, outgoing) = (CallId.Parse("a-leg"), CallId.Parse("b-leg"));
        var hidden = PeerKey.OfCall(caller.Value);
        foreach (var told in order.Split(", "))
        {
            await Commit(tenant, told switch
            {
                "start" => new TurnRecord.CallStarted(caller, hidden, Sip, "551140000001", Given.Noon),
                "in" => new TurnRecord.CallDetailed(Given.Details(caller, hidden) with { OtherLeg = outgoing }),
                _ => new TurnRecord.CallDetailed(
                    Given.Details(outgoing, Given.Maria) with { OtherLeg = caller, Direction = CallDirection.Outbound }),
            });
        }

        var calls = await Rows(tenant, "calls");
        Assert.Equal(2, calls.Count);
        Assert.All(calls, call => Assert.Contains("peer_key=call-a-leg", call, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_leg_that_shows_no_number_hides_nobody_who_showed_one_when_calling()
    {
        var tenant = await Given.Tenant(store);
        var (caller, outgoing) = (CallId.Parse("a-leg"), CallId.Parse("b-leg"));
        await Commit(tenant, new TurnRecord.CallDetailed(Given.Details(caller) with { OtherLeg = outgoing }));
        await Commit(tenant, new TurnRecord.CallDetailed(
            Given.Details(outgoing, PeerKey.OfCall("b-leg")) with { OtherLeg = caller, Direction = CallDirection.Outbound }));

        var calls = await Rows(tenant, "calls");
        Assert.Single(calls, call => call.Contains("peer_key=5511987654321", StringComparison.Ordinal));
        Assert.Single(calls, call => call.Contains("peer_key=call-b-leg", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_whose_end_is_known_first_is_completed_by_its_start()
    {
        var tenant = await Given.Tenant(store);
        var call = CallId.Parse("c0ffee");
        await Commit(tenant, new TurnRecord.CallFinished(call, Given.Noon.AddMinutes(1), "USER_BUSY"));
        await Commit(tenant, new TurnRecord.CallStarted(call, Given.Maria, Sip, "551140000001", Given.Noon));
        await Has(
            tenant, "calls",
            "answered_at=∅ | billable=∅ | call_id=c0ffee | cause=USER_BUSY | channel_id=sip:drmarco.pbx.example | " +
            "dialled_number=551140000001 | direction=∅ | duration=∅ | ended_at=1773057660000000 | other_leg=∅ | " +
            "peer_key=5511987654321 | started_at=1773057600000000");
    }

    [Fact]
    public async Task A_withdrawn_message_says_why()
    {
        var tenant = await Given.Tenant(store);
        await Commit(Given.Answer(tenant, Given.Maria, Given.WhatsApp, 1, Given.Id()));
        await Commit(new Turn(tenant) { WithdrawQueuedFor = [Given.Maria] });
        Assert.Contains("status=2 | status_reason=withdrawn", Assert.Single(await Rows(tenant, "messages")), StringComparison.Ordinal);
        Assert.Contains("is_open=0", Assert.Single(await Rows(tenant, "outbox")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_report_is_kept_once()
    {
        var tenant = await Given.Tenant(store);
        var id = Given.ProviderId();
        for (var i = 0; i < 3; i++)
        {
            await Commit(
                tenant,
                new TurnRecord.StatusReported(Given.WhatsApp, id, DeliveryStatus.Delivered, Given.Noon.AddMinutes(i)),
                new TurnRecord.StatusReported(Given.WhatsApp, id, DeliveryStatus.Read, Given.Noon.AddMinutes(i)));
        }
        Assert.Equal(2, (await Rows(tenant, "message_statuses")).Count);
    }

    [Fact]
    public async Task An_audit_entry_is_its_tenants_and_one_without_a_known_tenant_the_operators()
    {
        var (tenant, nobody) = (await Given.Tenant(store), new TenantId(Guid.NewGuid()));
        var mark = $"{Guid.NewGuid():N}";
        await store.Audit.Append(new AuditEntry(tenant, "cross-tenant-call", "10.0.0.1", mark), Given.Stop);
        await store.Audit.Append(new AuditEntry(null, "unknown-instance", "10.0.0.2", mark), Given.Stop);
        await store.Audit.Append(new AuditEntry(nobody, "cross-tenant-call", "10.0.0.3", mark), Given.Stop);

        Assert.Contains($"action=cross-tenant-call | actor=10.0.0.1", Assert.Single(await Rows(tenant, "audit")), StringComparison.Ordinal);
        var operators = (await store.Rows("platform_audit")).Where(row => row.Contains(mark, StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, operators.Length);
        Assert.Contains(operators, row => row.Contains($"detail=unknown tenant {nobody}: {mark}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_turn_leaves_no_row_anywhere()
    {
        var tenant = await Given.EveryKindOfRow(store);
        var before = await Snapshot(tenant);
        var seen = Given.ProviderId();
        await Commit(tenant, Given.Said("oi", id: seen));
        var after = await Snapshot(tenant);

        var turn = EverythingAgain(tenant, expectedVersion: 1);
        var duplicate = turn with { Records = [.. turn.Records, Given.Said("oi", id: seen)] };
        Assert.IsType<CommitOutcome.Duplicate>(await store.Turns.Commit(duplicate, Given.Stop));
        Assert.IsType<CommitOutcome.VersionConflict>(await store.Turns.Commit(EverythingAgain(tenant, expectedVersion: 7), Given.Stop));
        var broken = turn.Records.OfType<TurnRecord.Audit>().Single();
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => store.Turns.Commit(turn with { Records = [.. turn.Records, broken] }, Given.Stop));

        Assert.NotEqual(before, after);
        Assert.Equal(after, await Snapshot(tenant));
    }

    private static Turn EverythingAgain(TenantId tenant, long expectedVersion) =>
        Given.Answer(tenant, Given.Maria, Given.WhatsApp, 2, Given.Id()) with
        {
            State = Given.State(Given.Conversation(tenant), expectedVersion, "2"),
            WithdrawQueuedFor = [Given.Maria],
            Alarms = [new AlarmChange("idle", null), new AlarmChange("other", Given.Noon)],
            Records =
            [
                new TurnRecord.TenantEntry($"other-{tenant.Value:N}", "Other", TenantStatus.Suspended),
                new TurnRecord.Contact(Given.Maria, "Other", Sip, Given.Noon.AddDays(1)),
                new TurnRecord.IdentityLink(PeerKey.OfLid("1234567"), Given.Joao, Given.Noon),
                new TurnRecord.WorkItem(Given.Id(), Given.Maria, "kind", "title", "{}", Given.Noon),
                new TurnRecord.CallDetailed(Given.Details(CallId.Parse("other"))),
                new TurnRecord.StatusReported(Given.WhatsApp, Given.ProviderId(), DeliveryStatus.Read, Given.Noon),
                new TurnRecord.Audit(Given.Id(), "other", "other", "other", Given.Noon),
            ],
        };

    private async Task<IReadOnlyList<string>> Snapshot(TenantId tenant)
    {
        List<string> all = [];
        foreach (var table in Tables.All) { all.AddRange(await Rows(tenant, table)); }
        return all;
    }

    private Task Commit(TenantId tenant, params ReadOnlySpan<TurnRecord> records) => Commit(new Turn(tenant) { Records = [.. records] });

    private async Task Commit(Turn turn) => Assert.IsType<CommitOutcome.Committed>(await store.Turns.Commit(turn, Given.Stop));

    private async Task<IReadOnlyList<string>> Rows(TenantId tenant, string table) =>
        [.. (await store.Rows(table)).Where(row => row.Contains($"tenant_id={tenant}", StringComparison.Ordinal))];

    private async Task Has(TenantId tenant, string table, string expected) =>
        Assert.Equal($"{expected} | tenant_id={tenant}", Assert.Single(await Rows(tenant, table)));
}
