using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Platform.Audit;
using Platform.Storage;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>One tenant saved to a file and brought to another installation.</summary>
public abstract class BackupConformance(DedicatedStore store, DedicatedStore other) : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"archive-{Guid.CreateVersion7():N}.zip");

    private TenantBackups Here => store.Services.GetRequiredService<TenantBackups>();

    private TenantBackups There => other.Services.GetRequiredService<TenantBackups>();

    private TenantRestore ThereAgain => other.Services.GetRequiredService<TenantRestore>();

    [Fact]
    public async Task A_saved_tenant_is_the_same_in_another_installation_and_goes_on()
    {
        var tenant = await Given.EveryKindOfRow(store);
        var manifest = await Here.Save(tenant, _file, Given.Stop);
        Assert.Contains(manifest.Tables, table => table is { Table: "messages", Rows: > 0 });

        await ThereAgain.Restore(_file, null, null, Given.Stop);
        var copy = Path.ChangeExtension(_file, ".again");
        var again = await There.Save(tenant, copy, Given.Stop);
        File.Delete(copy);
        Assert.Equal(Counts(manifest), Counts(again));
        Assert.Equal(await Sums(store, tenant), await Sums(other, tenant));
        var outcome = await other.Turns.Commit(new Turn(tenant) { State = Given.State(Given.Conversation(tenant), 1) }, Given.Stop);
        Assert.Equal(new CommitOutcome.Committed(2), outcome);
        await Assert.ThrowsAsync<InvalidDataException>(() => ThereAgain.Restore(_file, null, null, Given.Stop));
    }

    [Fact]
    public async Task What_leaves_the_installation_is_audited_and_what_is_kept_in_it_is_not()
    {
        var tenant = await Given.Tenant(store);
        await Here.Save(tenant, _file, Given.Stop);
        Assert.Empty(await Exports(tenant));

        var manifest = await Here.Export(tenant, _file, Given.Stop);
        Assert.Equal($"{manifest.Tables.Sum(table => table.Rows)} rows", Assert.Single(await Exports(tenant)).Detail);

        // No entry, no file: what was there before stays.
        await Here.Save(tenant, _file, Given.Stop);
        var kept = await File.ReadAllBytesAsync(_file, Given.Stop);
        var silent = ActivatorUtilities.CreateInstance<TenantBackups>(store.Services, new NoAudit());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => silent.Export(tenant, _file, Given.Stop));
        Assert.Equal(kept, await File.ReadAllBytesAsync(_file, Given.Stop));
        Assert.False(File.Exists($"{_file}{TenantBackups.Unfinished}"));
    }

    [Fact]
    public async Task Under_another_id_it_stands_beside_the_one_that_was_saved_with_a_ledger_of_its_own()
    {
        var tenant = await Given.EveryKindOfRow(store);
        var before = await Sums(store, tenant);
        await Here.Save(tenant, _file, Given.Stop);
        var restore = store.Services.GetRequiredService<TenantRestore>();
        await Assert.ThrowsAsync<InvalidDataException>(() => restore.Restore(_file, null, null, Given.Stop));
        await Assert.ThrowsAsync<InvalidDataException>(() => restore.Restore(_file, new TenantId(Given.Id()), null, Given.Stop));

        var copy = new TenantId(Given.Id());
        await restore.Restore(_file, copy, Slug.Parse($"c-{copy.Value:N}"), Given.Stop);
        Assert.Equal(before, await Sums(store, tenant));
        var copied = await Sums(store, copy);
        foreach (var table in before.Keys.Where(table => table is not ("audit" or "audit_heads")))
        {
            Assert.Equal((table, before[table].Rows), (table, copied[table].Rows));
        }
        Assert.Equal(0, copied["audit"].Rows);
        var entry = Assert.Single(await store.Services.GetRequiredService<IAuditReader>().Search(copy, new AuditFilter(null, null, null, null), null, 10, Given.Stop));
        Assert.Equal("tenant-restored", entry.Action);
        Assert.Equal(2, (await store.Turns.Commit(
            new Turn(copy) { State = Given.State(Given.Conversation(copy), 1) }, Given.Stop) as CommitOutcome.Committed)!.Version);
    }

    [Fact]
    public async Task A_restoration_that_dies_anywhere_is_finished_by_being_called_again()
    {
        var tenant = await Given.EveryKindOfRow(store);
        await Here.Save(tenant, _file, Given.Stop);
        var died = true;
        for (var step = 1; died; step++)
        {
            var life = new Life(step);
            var restore = ActivatorUtilities.CreateInstance<TenantRestore>(other.Services, MortalMover.Databases(other.Services, life));
            try
            {
                await restore.Restore(_file, null, null, Given.Stop);
                died = false;
            }
            catch (StoreUnavailableException) when (life.HasEnded)
            {
                var entry = await other.Services.GetRequiredService<IDatabaseKind>().Main.Rows.Entry(tenant, Given.Stop);
                Assert.True(entry is null or { Mode: TenantMode.Elsewhere }, "It is not served before it is whole.");
            }
        }
        Assert.Equal(await Sums(store, tenant), await Sums(other, tenant));
    }

    [Theory]
    [InlineData("data/messages.jsonl", "")]
    [InlineData("data/messages.jsonl", "one letter")]
    [InlineData("manifest.json", "")]
    public async Task A_damaged_archive_is_refused_before_anything_is_written(string damaged, string how)
    {
        var tenant = await Given.EveryKindOfRow(store);
        await Here.Save(tenant, _file, Given.Stop);
        await using (var zip = await ZipFile.OpenAsync(_file, ZipArchiveMode.Update, Given.Stop))
        {
            var whole = zip.GetEntry(damaged)!;
            using var reader = new StreamReader(await whole.OpenAsync(Given.Stop));
            var text = await reader.ReadToEndAsync(Given.Stop);
            reader.Dispose();
            whole.Delete();
            await using var entry = await zip.CreateEntry(damaged).OpenAsync(Given.Stop);
            await entry.WriteAsync(Encoding.UTF8.GetBytes(how.Length == 0 ? "{}" : text.Replace("line 1", "line l", StringComparison.Ordinal)), Given.Stop);
        }
        await Assert.ThrowsAsync<InvalidDataException>(() => ThereAgain.Restore(_file, null, null, Given.Stop));
        Assert.Null(await other.Services.GetRequiredService<IDatabaseKind>().Main.Rows.Entry(tenant, Given.Stop));
    }

    [Fact]
    public async Task A_backup_that_does_not_come_about_leaves_no_file()
    {
        var tenant = await Given.EveryKindOfRow(store);
        var died = true;
        for (var step = 1; died; step++)
        {
            var life = new Life(step);
            var backups = ActivatorUtilities.CreateInstance<TenantBackups>(store.Services, MortalMover.Databases(store.Services, life));
            try
            {
                await backups.Save(tenant, _file, Given.Stop);
                died = false;
            }
            catch (StoreUnavailableException) when (life.HasEnded)
            {
                Assert.False(File.Exists(_file) || File.Exists($"{_file}{TenantBackups.Unfinished}"), $"Step {step} left a file.");
            }
        }
        Assert.True(File.Exists(_file));
    }

    [Theory]
    [InlineData("data/messages.jsonl")]
    [InlineData("registry/grain_states.jsonl")]
    public async Task An_archive_that_brings_rows_of_another_tenant_is_refused_before_anything_is_written(string file)
    {
        var (tenant, other) = (await Given.EveryKindOfRow(store), await Given.EveryKindOfRow(store));
        var before = await Sums(store, other);
        await Here.Save(tenant, _file, Given.Stop);
        await ForgedArchive.Edit(_file, file, rows => rows
            .Replace(tenant.Value.ToString("D"), other.Value.ToString("D"), StringComparison.Ordinal)
            .Replace($"{tenant.Value:N}".ToUpperInvariant(), $"{other.Value:N}".ToUpperInvariant(), StringComparison.Ordinal));

        var restore = store.Services.GetRequiredService<TenantRestore>();
        var copy = new TenantId(Given.Id());
        await Assert.ThrowsAsync<InvalidDataException>(() => restore.Restore(_file, copy, Slug.Parse($"f-{copy.Value:N}"), Given.Stop));
        Assert.Null(await store.Services.GetRequiredService<IDatabaseKind>().Main.Rows.Entry(copy, Given.Stop));
        Assert.Equal(before, await Sums(store, other));
    }

    [Fact]
    public async Task An_archive_with_a_table_that_is_not_ours_is_refused_before_anything_is_written()
    {
        var tenant = await Given.EveryKindOfRow(store);
        await Here.Save(tenant, _file, Given.Stop);
        await ForgedArchive.Edit(_file, "data/messages.jsonl", rows => rows, "messages; DROP TABLE messages");
        await Assert.ThrowsAsync<InvalidDataException>(() => ThereAgain.Restore(_file, null, null, Given.Stop));
        Assert.Null(await other.Services.GetRequiredService<IDatabaseKind>().Main.Rows.Entry(tenant, Given.Stop));
    }

    public void Dispose()
    {
        File.Delete(_file);
        GC.SuppressFinalize(this);
    }

    // Where it is placed is not brought along, and the registry's ledger says that it was restored.
    private static IEnumerable<(RowScope, string, long)> Counts(ArchiveManifest manifest) =>
        manifest.Tables.Where(table => table is not { Scope: RowScope.Registry, Table: "placements" or "audit" or "audit_heads" }).Select(table => (table.Scope, table.Table, table.Rows));

    private static Task<Dictionary<string, TableSum>> Sums(DedicatedStore store, TenantId tenant) =>
        store.Services.GetRequiredService<TenantRouter>().Run(tenant, database => database.Rows.Sums(tenant), Given.Stop);

    private async Task<AuditLine[]> Exports(TenantId tenant) =>
    [
        .. await store.Services.GetRequiredService<IAuditReader>().Search(
            tenant, new AuditFilter("tenant-exported", null, null, null), null, 10, Given.Stop),
    ];

    private sealed class NoAudit : IAuditLog
    {
        public Task Append(AuditEntry entry, CancellationToken cancellationToken) =>
            throw new StoreUnavailableException("The audit takes nothing in.");

        public Task AppendRefusal(AuditEntry entry, CancellationToken cancellationToken) => Append(entry, cancellationToken);
    }
}

public sealed class SqliteBackupTests(DedicatedSqliteStore store, OtherSqliteStore other)
    : BackupConformance(store, other), IClassFixture<DedicatedSqliteStore>, IClassFixture<OtherSqliteStore>;

public sealed class PostgresBackupTests(DedicatedPostgresStore store, OtherPostgresStore other)
    : BackupConformance(store, other), IClassFixture<DedicatedPostgresStore>, IClassFixture<OtherPostgresStore>;

public sealed class OtherSqliteStore : DedicatedSqliteStore;

public sealed class OtherPostgresStore : DedicatedPostgresStore;
