using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
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

    [Fact]
    public async Task A_saved_tenant_is_the_same_in_another_installation_and_goes_on()
    {
        var tenant = await Given.EveryKindOfRow(store);
        var manifest = await Here.Save(tenant, _file, Given.Stop);
        Assert.Contains(manifest.Tables, table => table is { Table: "messages", Rows: > 0 });

        await There.Restore(_file, Given.Stop);
        var copy = Path.ChangeExtension(_file, ".again");
        var again = await There.Save(tenant, copy, Given.Stop);
        File.Delete(copy);
        Assert.Equal(Counts(manifest), Counts(again));
        Assert.Equal(await Sums(store, tenant), await Sums(other, tenant));
        var outcome = await other.Turns.Commit(new Turn(tenant) { State = Given.State(Given.Conversation(tenant), 1) }, Given.Stop);
        Assert.Equal(new CommitOutcome.Committed(2), outcome);
        await Assert.ThrowsAsync<InvalidDataException>(() => There.Restore(_file, Given.Stop));
    }

    [Theory]
    [InlineData("data/messages.jsonl")]
    [InlineData("manifest.json")]
    public async Task A_damaged_archive_is_refused_before_anything_is_written(string damaged)
    {
        var tenant = await Given.EveryKindOfRow(store);
        await Here.Save(tenant, _file, Given.Stop);
        await using (var zip = await ZipFile.OpenAsync(_file, ZipArchiveMode.Update, Given.Stop))
        {
            zip.GetEntry(damaged)!.Delete();
            await using var entry = await zip.CreateEntry(damaged).OpenAsync(Given.Stop);
            await entry.WriteAsync("{}"u8.ToArray(), Given.Stop);
        }
        await Assert.ThrowsAsync<InvalidDataException>(() => There.Restore(_file, Given.Stop));
        Assert.Null(await other.Services.GetRequiredService<IDatabaseKind>().Main.Rows.Entry(tenant, Given.Stop));
    }

    public void Dispose()
    {
        File.Delete(_file);
        GC.SuppressFinalize(this);
    }

    // Where it is placed is not brought along.
    private static IEnumerable<(RowScope, string, long)> Counts(ArchiveManifest manifest) =>
        manifest.Tables.Where(table => table.Table != "placements").Select(table => (table.Scope, table.Table, table.Rows));

    private static Task<Dictionary<string, TableSum>> Sums(DedicatedStore store, TenantId tenant) =>
        store.Services.GetRequiredService<TenantRouter>().Run(tenant, database => database.Rows.Sums(tenant), Given.Stop);
}

public sealed class SqliteBackupTests(DedicatedSqliteStore store, OtherSqliteStore other)
    : BackupConformance(store, other), IClassFixture<DedicatedSqliteStore>, IClassFixture<OtherSqliteStore>;

public sealed class PostgresBackupTests(DedicatedPostgresStore store, OtherPostgresStore other)
    : BackupConformance(store, other), IClassFixture<DedicatedPostgresStore>, IClassFixture<OtherPostgresStore>;

public sealed class OtherSqliteStore : DedicatedSqliteStore;

public sealed class OtherPostgresStore : DedicatedPostgresStore;
