using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Storage;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>The audit of every store: appended to, chained, found, and shown to be changed when it was.</summary>
public abstract class AuditConformance(ISqlStoreUnderTest store)
{
    private static readonly AuditFilter Everything = new(null, null, null, null);

    private AuditVerifier Verifier => new(store.AuditReader);

    [Fact]
    public async Task Entries_of_turns_and_refusals_are_each_a_sound_chain()
    {
        var tenant = await Given.Tenant(store);
        await Audited(tenant, "one", "two");
        await Audited(tenant, "three");
        await store.Audit.Append(new AuditEntry(tenant, "refused", "10.0.0.1", "four"), Given.Stop);

        Assert.Equal((3L, null), await Verified(tenant, AuditLedger.Data));
        Assert.Equal((1L, null), await Verified(tenant, AuditLedger.Registry));
        Assert.Null((await Verifier.Verify(null, AuditLedger.Registry, Given.Stop)).Fault);
    }

    [Fact]
    public async Task An_entry_of_a_registry_state_is_in_the_registrys_ledger()
    {
        var tenant = await Given.Tenant(store);
        var turn = new Turn(tenant)
        {
            State = Given.State(new StateAddress(tenant, "tenant", ""), 1),
            Records = [Entry("tenant-renamed")],
        };
        Assert.IsType<CommitOutcome.Committed>(await store.Turns.Commit(turn, Given.Stop));

        Assert.Equal((1L, null), await Verified(tenant, AuditLedger.Registry));
        Assert.Equal((0L, null), await Verified(tenant, AuditLedger.Data));
    }

    // Known answers, reckoned by another program, so that neither database nor the code can change the form alone.
    [Fact]
    public async Task The_hash_is_the_same_in_every_database()
    {
        var tenant = new TenantId(Guid.Parse("0195a000-0000-7000-8000-0000000000aa"));
        await store.Turns.Commit(Given.TenantTurn(tenant), Given.Stop);
        var entry = new TurnRecord.Audit(
            Guid.Parse("0195a000-0000-7000-8000-000000000001"), "renamed", "user:ana@clinic.example", "Clínica 🩺 \0 9:x",
            Given.Noon.AddTicks(10), "2001:db8::1", null, """{"name":"Ação"}""");
        await Commit(tenant, entry);
        await Commit(tenant, entry with { Id = Guid.Parse("0195a000-0000-7000-8000-000000000002"), Before = "", After = null });

        var stored = await store.AuditReader.ReadLedger(tenant, AuditLedger.Data, 0, 10, Given.Stop);
        Assert.Equal(
            [KnownHashes.First, KnownHashes.Second],
            stored.Select(found => Convert.ToHexStringLower(found.Hash.Span)));
    }

    [Fact]
    public async Task Entries_appended_at_once_stand_in_one_chain()
    {
        var tenant = await Given.Tenant(store);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => i % 2 == 0
            ? Audited(tenant, $"turn {i}")
            : store.Audit.Append(new AuditEntry(tenant, "refused", "10.0.0.1", $"{i}"), Given.Stop)));

        Assert.Equal((50L, null), await Verified(tenant, AuditLedger.Data));
        Assert.Equal((50L, null), await Verified(tenant, AuditLedger.Registry));
    }

    [Fact]
    public async Task A_refused_turn_leaves_no_link_in_the_chain()
    {
        var tenant = await Given.Tenant(store);
        await Audited(tenant, "one");
        var conflict = new Turn(tenant) { State = Given.State(Given.Conversation(tenant), 7), Records = [Entry("never")] };
        Assert.IsType<CommitOutcome.VersionConflict>(await store.Turns.Commit(conflict, Given.Stop));
        await Audited(tenant, "two");

        Assert.Equal((2L, null), await Verified(tenant, AuditLedger.Data));
    }

    [Theory]
    [InlineData("UPDATE audit SET detail = 'nothing happened' WHERE detail = 'two'", 1, "entry 2 is not what was written")]
    [InlineData("UPDATE audit SET actor = 'somebody else' WHERE detail = 'two'", 1, "entry 2 is not what was written")]
    [InlineData("UPDATE audit SET at = (SELECT a.at FROM audit a WHERE a.detail = 'early' LIMIT 1) WHERE detail = 'two'", 1, "entry 2 is not")]
    [InlineData("DELETE FROM audit WHERE detail = 'two'", 1, "the entries from 2 to 2 are gone")]
    [InlineData("DELETE FROM audit WHERE detail = 'one'", 0, "the entries from 1 to 1 are gone")]
    [InlineData("DELETE FROM audit WHERE detail IN ('three', 'four')", 2, "the entries from 3 to 4 are gone")]
    [InlineData("UPDATE audit SET sequence = CASE detail WHEN 'two' THEN 13 ELSE 12 END WHERE detail IN ('two', 'three');"
        + "UPDATE audit SET sequence = sequence - 10 WHERE sequence > 10", 1, "entry 2 is not what was written")]
    [InlineData("DELETE FROM audit_heads WHERE ledger = 1", 0, "the head is gone")]
    public async Task Whatever_was_done_to_entries_shows(string tampering, long sound, string fault)
    {
        var tenant = await Given.Tenant(store);
        await Audited(tenant, "one", "two", "three", "four");
        await Audited(await Given.Tenant(store), "early");
        Assert.Equal((4L, null), await Verified(tenant, AuditLedger.Data));

        await store.Tamper(Only(tenant, tampering));

        var verdict = await Verifier.Verify(tenant, AuditLedger.Data, Given.Stop);
        Assert.Equal(sound, verdict.Sequence);
        Assert.Contains(fault, verdict.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_that_was_written_anew_as_a_whole_differs_from_the_head_that_was_kept_elsewhere()
    {
        var tenant = await Given.Tenant(store);
        await Audited(tenant, "one", "two");
        var file = new FileInfo(Path.GetTempFileName());
        await File.WriteAllTextAsync(file.FullName, "{}", Given.Stop);
        var kept = KeptHeads.Read(file);
        Assert.All(await Checked(tenant, kept), verdict => Assert.Null(verdict.Fault));
        kept.Write();

        await store.Tamper(Only(tenant, "DELETE FROM audit WHERE ledger = 1;DELETE FROM audit_heads WHERE ledger = 1"));
        await Audited(tenant, "one", "nothing", "three");

        Assert.All(await Checked(tenant, null), verdict => Assert.Null(verdict.Fault));
        var verdicts = await Checked(tenant, KeptHeads.Read(file));
        Assert.Equal([null, "entry 2 is another than it once was"], verdicts.Select(verdict => verdict.Fault));
        file.Delete();
    }

    [Fact]
    public async Task Heads_are_kept_again_and_again_and_a_ledger_that_was_written_anew_or_cut_keeps_its_old_one()
    {
        var (sound, anew, cut) = (await Given.Tenant(store), await Given.Tenant(store), await Given.Tenant(store));
        foreach (var tenant in new[] { sound, anew, cut }) { await Audited(tenant, "one", "two"); }
        var file = new FileInfo(Path.Combine(Path.GetTempPath(), $"heads-{Guid.NewGuid():N}.json"));
        var options = new AuditOptions { HeadsFile = file.FullName, KeepHeadsEvery = TimeSpan.FromMilliseconds(20) };
        using var keeper = new HeadsKeeper(
            new HeadsCheckpoint(store.AuditReader, store.Get<ITenantIds>(), NullLogger<HeadsCheckpoint>.Instance),
            Options.Create(options), Options.Create(new StorageOptions()), TimeProvider.System, NullLogger<HeadsKeeper>.Instance);
        await keeper.StartAsync(Given.Stop);
        await Eventually.Holds(() => Task.FromResult(Kept(file, cut)?.Sequence == 2));

        await store.Tamper(Only(anew, "DELETE FROM audit WHERE ledger = 1;DELETE FROM audit_heads WHERE ledger = 1"));
        await store.Tamper(Only(cut, "DELETE FROM audit WHERE detail = 'two';UPDATE audit_heads SET sequence = 1 WHERE ledger = 1"));
        var before = Kept(file, anew);
        await Audited(anew, "one", "nothing", "three");
        await Audited(sound, "three");
        await Eventually.Holds(() => Task.FromResult(Kept(file, sound)?.Sequence == 3));
        await keeper.StopAsync(Given.Stop);

        Assert.Equal(before, Kept(file, anew));
        Assert.Equal(2, Kept(file, cut)?.Sequence);
        Assert.Equal(
            [null, "entry 2 is another than it once was"], (await Checked(anew, KeptHeads.Read(file))).Select(verdict => verdict.Fault));
        file.Delete();
    }

    private static KeptHead? Kept(FileInfo file, TenantId tenant) => KeptHeads.Read(new FileInfo(file.FullName)).Of(tenant, AuditLedger.Data);

    [Fact]
    public async Task All_tenants_ledgers_are_verified_and_the_operators()
    {
        var tenants = new[] { await Given.Tenant(store), await Given.Tenant(store) };
        foreach (var tenant in tenants) { await Audited(tenant, "one"); }

        var verified = await Checked(null, null);

        Assert.Contains(verified, verdict => verdict.Tenant is null);
        Assert.All(tenants, tenant => Assert.Contains(
            verified, verdict => verdict is { Ledger: AuditLedger.Data, Sequence: 1, Fault: null } && verdict.Tenant == tenant));
    }

    [Fact]
    public async Task Entries_are_found_newest_first_page_by_page_over_both_ledgers()
    {
        var tenant = await Given.Tenant(store);
        for (var i = 0; i < 5; i++) { await Commit(tenant, Entry($"turn {i}", at: Given.Noon.AddMinutes(i))); }
        await store.Audit.Append(new AuditEntry(tenant, "refused", "10.0.0.1", "now"), Given.Stop);

        List<string> found = [];
        AuditCursor? cursor = null;
        while (await store.AuditReader.Search(tenant, Everything, cursor, 2, Given.Stop) is { Length: > 0 } page)
        {
            found.AddRange(page.Select(line => line.Detail));
            cursor = new AuditCursor(AuditForm.Micros(page[^1].At), page[^1].Id);
        }

        Assert.Equal(["now", "turn 4", "turn 3", "turn 2", "turn 1", "turn 0"], found);
    }

    [Fact]
    public async Task Entries_are_found_by_action_actor_and_time()
    {
        var (tenant, other) = (await Given.Tenant(store), await Given.Tenant(store));
        await Commit(tenant, Entry("mine") with { Action = "renamed", Actor = "user:ana" });
        await Commit(tenant, Entry("late", at: Given.Noon.AddHours(1)) with { Action = "renamed", Actor = "user:rui" });
        await Commit(other, Entry("another's") with { Action = "renamed", Actor = "user:ana" });

        Assert.Equal(["late", "mine"], await Found(tenant, Everything with { Action = "renamed" }));
        Assert.Equal(["mine"], await Found(tenant, Everything with { Actor = "user:ana" }));
        Assert.Equal(["late"], await Found(tenant, Everything with { From = Given.Noon.AddMinutes(1) }));
        Assert.Equal(["mine"], await Found(tenant, Everything with { To = Given.Noon.AddHours(1) }));
        Assert.Empty(await Found(tenant, Everything with { Action = "nothing" }));
    }

    [Fact]
    public async Task A_flood_of_refusals_is_written_in_part_and_counted()
    {
        var tenant = await Given.Tenant(store);
        for (var i = 0; i < 1_000; i++)
        {
            await store.Audit.AppendRefusal(new AuditEntry(tenant, "refused", "10.0.0.1", $"{i}"), Given.Stop);
        }

        var written = (await Verified(tenant, AuditLedger.Registry)).Sequence;
        Assert.InRange(written, 60, 130);
    }

    private async Task<List<LedgerVerdict>> Checked(TenantId? tenant, KeptHeads? kept)
    {
        List<LedgerVerdict> verdicts = [];
        await foreach (var verdict in new AuditCheck(store.AuditReader, store.Get<ITenantIds>()).Verify(tenant, kept, Given.Stop)) { verdicts.Add(verdict); }
        return verdicts;
    }

    private async Task<IEnumerable<string>> Found(TenantId tenant, AuditFilter filter) =>
        (await store.AuditReader.Search(tenant, filter, null, 100, Given.Stop)).Select(line => line.Detail);

    private async Task<(long Sequence, string? Fault)> Verified(TenantId tenant, AuditLedger ledger)
    {
        var verdict = await Verifier.Verify(tenant, ledger, Given.Stop);
        return (verdict.Sequence, verdict.Fault);
    }

    private Task Audited(TenantId tenant, params ReadOnlySpan<string> details)
    {
        var entries = ImmutableArray.CreateBuilder<TurnRecord>();
        foreach (var detail in details) { entries.Add(Entry(detail, at: detail == "early" ? Given.Noon.AddDays(-1) : null)); }
        return Commit(tenant, [.. entries]);
    }

    private async Task Commit(TenantId tenant, params TurnRecord[] records) => Assert.IsType<CommitOutcome.Committed>(
        await store.Turns.Commit(new Turn(tenant) { Records = [.. records] }, Given.Stop));

    private static TurnRecord.Audit Entry(string detail, DateTimeOffset? at = null) =>
        new(Given.Id(), "changed", "user:ana@clinic.example", detail, at ?? Given.Noon);

    // The tests of a class share a database.
    private string Only(TenantId tenant, string sql) => string.Join(
        ';', sql.Split(';').Select(statement => $"{statement} AND tenant_id = {store.Literal(tenant)}"));

    private static class KnownHashes
    {
        public const string First = "eb387fa6257c8f66ff151b6a044af724af31fa55f1e76c10cad85308319f23fe";
        public const string Second = "c0c3c98a7be47759b9447f37234f0244faca61e0ec09ea15aa9e58d17aae6cef";
    }
}
