using System.IO.Compression;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>Saves one tenant to a file.</summary>
internal sealed class TenantBackups(
    IDatabaseKind kind, TenantRouter router, PlacementCache cache, ArchivedRoutes routes, IAuditLog audit,
    IOptions<StorageOptions> options, TimeProvider clock)
{
    /// <summary>What a file's name ends with until it is whole.</summary>
    public const string Unfinished = ".part";

    /// <summary>Saves the tenant, while it is in use, to a file that only this user may read; it is there whole or not at all.</summary>
    /// <exception cref="InvalidDataException">There is no such tenant.</exception>
    public Task<ArchiveManifest> Save(TenantId tenant, string path, CancellationToken cancellationToken) =>
        Save(tenant, path, _ => Task.CompletedTask, cancellationToken);

    /// <summary>Saves the tenant to a file that leaves the installation, which the tenant's audit says.</summary>
    /// <inheritdoc cref="Save(TenantId, string, CancellationToken)" path="/exception" />
    public Task<ArchiveManifest> Export(TenantId tenant, string path, CancellationToken cancellationToken) => Save(
        tenant, path, manifest => Note(tenant, manifest, cancellationToken), cancellationToken);

    private Task Note(TenantId tenant, ArchiveManifest manifest, CancellationToken cancellationToken)
    {
        var actor = Actor.Current;
        var detail = $"{manifest.Tables.Sum(table => table.Rows)} rows";
        return audit.Append(new AuditEntry(tenant, "tenant-exported", actor.Name, detail, actor.Address), cancellationToken);
    }

    private async Task<ArchiveManifest> Save(
        TenantId tenant, string path, Func<ArchiveManifest, Task> note, CancellationToken cancellationToken)
    {
        var entry = await kind.Main.Rows.Entry(tenant, cancellationToken) ?? throw new InvalidDataException("There is no such tenant.");
        var head = new ArchiveManifest(
            TenantArchive.Format, tenant, entry.Slug, options.Value.Provider, kind.SchemaSteps, clock.GetUtcNow(), []);
        var part = $"{path}{Unfinished}";
        File.Delete(part);
        try
        {
            var manifest = await Write(tenant, head, part, cancellationToken);
            await Verify(part, manifest, cancellationToken);
            // Before the file is there under its name: nothing leaves without it.
            await note(manifest);
            File.Move(part, path, overwrite: true);
            return manifest;
        }
        catch
        {
            // What is no backup is not left lying about with a company's data in it.
            File.Delete(part);
            throw;
        }
    }

    private async Task<ArchiveManifest> Write(TenantId tenant, ArchiveManifest head, string part, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(part, OwnersFile());
        var names = await Routes(tenant, cancellationToken);
        // Another process may have moved the tenant, and what it left behind can still be read.
        cache.Forget(tenant);
        var manifest = await router.Run(
            tenant, data => TenantArchive.Write(file, head, tenant, kind.Main, data, names, cancellationToken), cancellationToken);
        file.Flush(flushToDisk: true);
        return manifest;
    }

    private async Task<IReadOnlyList<string>> Routes(TenantId tenant, CancellationToken cancellationToken)
    {
        List<string> lines = [];
        if (await kind.Main.Turns.Load(new StateAddress(tenant, "tenant", ""), cancellationToken) is not { } state) { return lines; }
        await foreach (var line in routes.Of(tenant, RestoredTenant.Names(state.Json))) { lines.Add(line); }
        return lines;
    }

    // What the disk gives back, not what it was given.
    private static async Task Verify(string part, ArchiveManifest written, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(part);
        await using var zip = await ZipArchive.CreateAsync(
            file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        var read = await TenantArchive.Check(zip, cancellationToken);
        if (!read.Tables.SequenceEqual(written.Tables)) { throw new InvalidDataException("The archive's manifest is not what was written."); }
    }

    private static FileStreamOptions OwnersFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows()) { options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; }
        return options;
    }
}
