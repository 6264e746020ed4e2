using System.IO.Compression;
using Microsoft.Extensions.Options;
using Platform.DataRights;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>Saves one tenant to a file and brings it back.</summary>
internal sealed class TenantBackups(
    IDatabaseKind kind, TenantRouter router, PlacementCache cache, RestoredErasures erasures, IOptions<StorageOptions> options,
    TimeProvider clock)
{
    /// <summary>Saves the tenant, while it is in use, to a file that only this user may read; it is there whole or not at all.</summary>
    /// <exception cref="InvalidDataException">There is no such tenant.</exception>
    public async Task<ArchiveManifest> Save(TenantId tenant, string path, CancellationToken cancellationToken)
    {
        var entry = await kind.Main.Rows.Entry(tenant, cancellationToken) ?? throw new InvalidDataException("There is no such tenant.");
        var head = new ArchiveManifest(
            TenantArchive.Format, tenant, entry.Slug, options.Value.Provider, kind.SchemaSteps, clock.GetUtcNow(), []);
        var part = $"{path}.part";
        File.Delete(part);
        ArchiveManifest manifest;
        await using (var file = new FileStream(part, OwnersFile()))
        {
            manifest = await router.Run(
                tenant, data => TenantArchive.Write(file, head, tenant, kind.Main, data, cancellationToken), cancellationToken);
            file.Flush(flushToDisk: true);
        }
        File.Move(part, path, overwrite: true);
        return manifest;
    }

    /// <summary>
    /// Brings a tenant back that this installation does not have, as a shared one. The archive is checked wholly before anything is
    /// written. Until it ends the tenant is not served; interrupted, it is called again.
    /// </summary>
    /// <exception cref="InvalidDataException">The archive is damaged or does not fit, or the tenant is there.</exception>
    public async Task<ArchiveManifest> Restore(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        await using var zip = await ZipArchive.CreateAsync(
            file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        var manifest = await TenantArchive.Check(zip, cancellationToken);
        await Require(manifest, cancellationToken);

        var rows = kind.Main.Rows;
        await rows.AddEntry(manifest.Tenant, await Entry(zip, manifest, cancellationToken), cancellationToken);
        await rows.Erase(manifest.Tenant, cancellationToken);
        foreach (var table in manifest.Tables.OrderBy(table => table.Scope).Where(table => !TenantTables.Registry.Contains(table.Table)))
        {
            if (table.Scope == RowScope.Registry && await Has(manifest.Tenant, table, cancellationToken)) { continue; }
            await TenantCopy.AddAll(
                manifest.Tenant, rows, table.Table, TenantArchive.Lines(zip, table, cancellationToken), cancellationToken);
        }
        await erasures.Reapply(manifest.Tenant, manifest.Tenant, manifest.At, cancellationToken);
        await rows.SetMode(manifest.Tenant, TenantMode.Served, cancellationToken);
        cache.Forget(manifest.Tenant);
        return manifest;
    }

    private async Task Require(ArchiveManifest manifest, CancellationToken cancellationToken)
    {
        if (manifest.Provider != options.Value.Provider)
        {
            throw new InvalidDataException($"The archive was made from {manifest.Provider} and is restored to such a database only.");
        }
        if (manifest.SchemaSteps != kind.SchemaSteps)
        {
            throw new InvalidDataException(
                $"The archive fits a schema of {manifest.SchemaSteps} steps, this program has {kind.SchemaSteps}. Restore it with the program "
                    + "that made it, then migrate.");
        }
        if (await kind.Main.Rows.Entry(manifest.Tenant, cancellationToken) is { Mode: not TenantMode.Elsewhere }
            || (await cache.Get(manifest.Tenant, cancellationToken)).Database is not null)
        {
            throw new InvalidDataException("The tenant of the archive is in this installation; nothing was restored.");
        }
    }

    // What an interrupted restoration wrote of the registry is there in whole tables, apart from the one it was at.
    private async Task<bool> Has(TenantId tenant, ArchivedTable table, CancellationToken cancellationToken)
    {
        await using var snapshot = await kind.Main.Rows.Read(tenant, RowScope.Registry, cancellationToken);
        var there = await TenantCopy.Sum(snapshot, table.Table, cancellationToken);
        return there.Rows == 0 ? false : there.Rows == table.Rows ? true
            : throw new InvalidDataException($"{table.Table} was restored in part; delete the tenant's rows of it and try again.");
    }

    private static async Task<TenantEntryRow> Entry(ZipArchive zip, ArchiveManifest manifest, CancellationToken cancellationToken)
    {
        var tenants = manifest.Tables.Single(table => table.Table == "tenants");
        await foreach (var line in TenantArchive.Lines(zip, tenants, cancellationToken))
        {
            using var row = System.Text.Json.JsonDocument.Parse(line);
            var (name, status) = (row.RootElement.GetProperty("name").GetString()!, row.RootElement.GetProperty("status").GetInt32());
            return new TenantEntryRow(manifest.Slug, name, status, TenantMode.Elsewhere);
        }
        throw new InvalidDataException("The archive does not say what tenant it is of.");
    }

    private static FileStreamOptions OwnersFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows()) { options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; }
        return options;
    }
}
