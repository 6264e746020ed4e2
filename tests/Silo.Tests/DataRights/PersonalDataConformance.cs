using System.Collections.Immutable;
using Platform.Calls;
using Platform.Channels;
using Platform.Conversations;
using Platform.DataRights;
using Platform.Identity;
using Platform.Plans;
using Platform.Tenancy;
using Platform.Tests.Storage;
using Platform.Turns;

namespace Platform.Tests.DataRights;

/// <summary>What every store knows and forgets about a person.</summary>
public abstract class PersonalDataConformance(ISqlStoreUnderTest store)
{
    private static readonly PeerKey Lid = PeerKey.OfLid("77788899");

    private IPersonalData Data => store.Get<IPersonalData>();

    [Fact]
    public async Task A_person_is_known_by_all_identities_from_whichever_one_asks()
    {
        var tenant = await Given.EveryKindOfRow(store);

        Assert.Equal([Given.Maria, Lid], await Keys(tenant, Given.Maria));
        Assert.Equal([Lid, Given.Maria], await Keys(tenant, Lid));
        Assert.Equal([Given.Joao], await Keys(tenant, Given.Joao));
    }

    [Fact]
    public async Task An_export_holds_what_every_table_says_of_the_person_and_of_nobody_else()
    {
        var tenant = await Known();
        await Commit(new Turn(tenant) { Records = [Given.Said("João's own words", Given.Joao)] });

        var export = await Data.Read(tenant, await Keys(tenant, Given.Maria), Given.Stop);

        string[] expected = ["alarms", "calls", "contacts", "grain_states", "identity_links", "message_statuses", "messages", "outbox", "work_items"];
        Assert.Equal(expected, export.Where(table => table.RowsJson != "[]").Select(table => table.Table).Order());
        Assert.Contains(export, table => table.RowsJson.Contains("atrás da cortina", StringComparison.Ordinal));
        Assert.DoesNotContain(export, table => table.RowsJson.Contains("João's", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_an_erasure_no_table_names_the_person_and_everybody_else_is_as_before()
    {
        var (tenant, other) = (await Known(), await Known());
        await Commit(new Turn(tenant) { Records = [Given.Said("mine", Given.Joao)] });
        var before = (await Rows(other)).Count;

        var erased = await Erase(tenant, keepCallsSince: DateTimeOffset.MaxValue.AddDays(-1));

        var left = await Rows(tenant);
        Assert.DoesNotContain(left, row => row.Contains(Given.Maria.Text, StringComparison.Ordinal) || row.Contains("77788899", StringComparison.Ordinal));
        Assert.DoesNotContain(left, row => row.Contains("cortina", StringComparison.Ordinal));
        Assert.Contains(left, row => row.Contains("text=mine", StringComparison.Ordinal));
        Assert.Equal(before, (await Rows(other)).Count);
        Assert.True(erased.Sum(rows => rows.Rows) >= 9, "Every kind of row was counted.");
        Assert.Empty((await Data.Read(tenant, [Given.Maria, Lid], Given.Stop)).Where(table => table.RowsJson != "[]"));
    }

    [Fact]
    public async Task What_is_erased_no_longer_counts_as_stored()
    {
        var tenant = await Given.Tenant(store);
        var counted = new TurnRecord.Usage(BillingPeriod.AllTime, Meter.StorageBytes, 100);
        await Commit(new Turn(tenant) { Records = [Given.Said("Ação", Given.Maria), Given.Said("another's", Given.Joao), counted] });

        await Erase(tenant, Given.Noon);

        var stored = Assert.Single(await store.Records.ReadUsage(tenant, BillingPeriod.AllTime, Given.Stop));
        Assert.Equal(new Metered(Meter.StorageBytes, 100 - "Ação"u8.Length), stored);
    }

    [Fact]
    public async Task Calls_that_the_law_asks_for_stay_without_who_called()
    {
        var tenant = await Known();

        await Erase(tenant, keepCallsSince: Given.Noon.AddDays(-1));

        var call = Assert.Single(await Rows(tenant), row => row.Contains("call_id=", StringComparison.Ordinal));
        Assert.Contains("peer_key=∅", call, StringComparison.Ordinal);
        Assert.Contains("dialled_number=551140000001", call, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_remains_is_a_hash_and_a_time()
    {
        var tenant = await Known();
        Assert.False(await Data.HasErased(tenant, Given.Stop));

        await Erase(tenant, Given.Noon);

        Assert.True(await Data.HasErased(tenant, Given.Stop));
        Assert.Equal(Given.Noon.AddHours(1), await Data.ErasedAt(tenant, [1, 2, 3], Given.Stop));
        Assert.Null(await Data.ErasedAt(tenant, [9], Given.Stop));
        Assert.Null(await Data.ErasedAt(await Given.Tenant(store), [1, 2, 3], Given.Stop));
    }

    [Fact]
    public async Task A_message_is_known_when_it_comes_again_under_whichever_key_unless_its_time_tells_its_age_for_sure()
    {
        var tenant = await Given.Tenant(store);
        var (late, ahead, old) = (Given.ProviderId(), Given.ProviderId(), Given.ProviderId());
        var erasedAt = Given.Noon.AddHours(1).AddMilliseconds(700);
        await Commit(new Turn(tenant)
        {
            Records =
            [
                Given.Said("same second", id: late, at: Given.Noon.AddHours(1)), Given.Said("a clock ahead", id: ahead, at: erasedAt.AddMinutes(1)),
                Given.Said("long ago", id: old, at: Given.Noon.AddDays(-2)), Given.Said("another's", Given.Joao, at: erasedAt),
            ],
        });

        await Data.Erase(tenant, new Erasure([Given.Maria, Lid], [[1, 2, 3], [4, 5, 6]], erasedAt, erasedAt), Given.Stop);

        foreach (byte[] person in new byte[][] { [1, 2, 3], [4, 5, 6] })
        {
            Assert.True(await Data.WasErased(tenant, Hash(person, late), Given.Stop));
            Assert.True(await Data.WasErased(tenant, Hash(person, ahead), Given.Stop));
            Assert.False(await Data.WasErased(tenant, Hash(person, old), Given.Stop));
            Assert.False(await Data.WasErased(tenant, Hash(person, Given.ProviderId()), Given.Stop));
        }
        Assert.Equal(4, (await Rows(tenant)).Count(row => row.Contains("message_hash=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_message_that_was_still_to_be_sent_is_known_by_its_text_when_it_comes_back()
    {
        var tenant = await Given.Tenant(store);
        var turn = Given.Answer(tenant, Given.Maria, Given.WhatsApp, 1, Given.Id());
        await Commit(turn);

        await Data.Erase(tenant, new Erasure([Given.Maria, Lid], [[1, 2, 3], [4, 5, 6]], Given.Noon, Given.Noon), Given.Stop);

        var text = turn.Outbox[0].Text;
        foreach (byte[] person in new byte[][] { [1, 2, 3], [4, 5, 6] })
        {
            Assert.True(await Data.WasErased(tenant, Tombstones.OwedHash(person, Given.WhatsApp.Value, text), Given.Stop));
            Assert.False(await Data.WasErased(tenant, Tombstones.OwedHash(person, Given.WhatsApp.Value, "another"), Given.Stop));
        }
    }

    [Fact]
    public async Task What_was_counted_of_a_persons_calls_goes_with_them()
    {
        var tenant = await Given.Tenant(store);
        var (hers, his) = (CallId.Parse($"hers-{Given.Id():N}"), CallId.Parse($"his-{Given.Id():N}"));
        foreach (var (call, peer) in new[] { (hers, Given.Maria), (his, Given.Joao) })
        {
            await Commit(new Turn(tenant)
            {
                State = Given.State(new StateAddress(tenant, "call", call.Value), 0),
                Records = [new TurnRecord.CallDetailed(Given.Details(call, peer))],
            });
        }

        await Erase(tenant, keepCallsSince: DateTimeOffset.MaxValue.AddDays(-1));

        Assert.Null(await store.Turns.Load(new StateAddress(tenant, "call", hers.Value), Given.Stop));
        Assert.NotNull(await store.Turns.Load(new StateAddress(tenant, "call", his.Value), Given.Stop));
    }

    [Fact]
    public async Task A_table_that_was_added_later_is_exported_and_erased_as_well()
    {
        var tenant = await Known();
        await store.Tamper($"CREATE TABLE IF NOT EXISTS later (tenant_id {store.IdType} NOT NULL, peer_key text NOT NULL, note text)");
        await store.Tamper($"INSERT INTO later VALUES ({store.Literal(tenant)}, '{Given.Maria.Text}', 'kept by a new feature')");
        await store.LetApplicationUse("later");

        Assert.Contains(await Data.Read(tenant, [Given.Maria], Given.Stop), table => table.RowsJson.Contains("new feature", StringComparison.Ordinal));
        Assert.Contains(await Erase(tenant, Given.Noon), rows => rows is { Table: "later", Rows: 1 });
    }

    [Fact]
    public async Task A_grain_that_still_remembers_the_person_cannot_write_that_back()
    {
        var tenant = await Known();
        await Erase(tenant, Given.Noon);

        var late = new Turn(tenant) { State = Given.State(Given.Conversation(tenant), 1), Records = [Given.Said("remembered")] };

        Assert.IsType<CommitOutcome.VersionConflict>(await store.Turns.Commit(late, Given.Stop));
    }

    private static byte[] Hash(byte[] person, ProviderMessageId id) => Tombstones.MessageHash(person, Given.WhatsApp.Value, id.Value);

    private async Task<TenantId> Known()
    {
        var tenant = await Given.EveryKindOfRow(store);
        var id = Given.ProviderId();
        await Commit(new Turn(tenant)
        {
            Records =
            [
                Given.Said("atrás da cortina", Lid),
                Given.Answered(Given.Id(), "olá") with { ProviderId = id },
                new TurnRecord.StatusReported(Given.WhatsApp, id, DeliveryStatus.Read, Given.Noon),
            ],
        });
        return tenant;
    }

    private Task<ImmutableArray<ErasedRows>> Erase(TenantId tenant, DateTimeOffset keepCallsSince) => Data.Erase(
        tenant, new Erasure([Given.Maria, Lid], [[1, 2, 3], [4, 5, 6]], Given.Noon.AddHours(1), keepCallsSince), Given.Stop);

    private async Task<ImmutableArray<PeerKey>> Keys(TenantId tenant, PeerKey peer) => await Data.FindKeys(tenant, peer, Given.Stop);

    private async Task Commit(Turn turn) => Assert.IsType<CommitOutcome.Committed>(await store.Turns.Commit(turn, Given.Stop));

    private async Task<List<string>> Rows(TenantId tenant)
    {
        List<string> rows = [];
        foreach (var table in Tables.All)
        {
            rows.AddRange((await store.Rows(table)).Where(row => row.Contains($"tenant_id={tenant}", StringComparison.Ordinal)));
        }
        return rows;
    }
}

public sealed class SqlitePersonalDataTests(SqliteStore store) : PersonalDataConformance(store), IClassFixture<SqliteStore>;

public sealed class PostgresPersonalDataTests(PostgresStore store) : PersonalDataConformance(store), IClassFixture<PostgresStore>;
