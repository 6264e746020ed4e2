using System.Data.Common;
using System.IO.Compression;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Channels;
using Platform.DataRights;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>Brings a saved tenant back, under its own id or another one.</summary>
internal sealed class TenantRestore(
    IDatabaseKind kind, PlacementCache cache, ArchivedRoutes routes, RestoredErasures erasures, IAuditLog audit,
    IOptions<StorageOptions> options, TimeProvider clock)
{
    /// <summary>
    /// Brings a tenant back that this installation does not have, as a shared one. The archive is checked wholly before anything is
    /// written, and what was written is compared with it. Until it ends the tenant is not served; interrupted anywhere, it is called again.
    /// </summary>
    /// <param name="path">The archive.</param>
    /// <param name="asId">Another id, so that the one that was saved may be there as well; <c>null</c> for its own.</param>
    /// <param name="asSlug">Another slug; <c>null</c> for its own.</param>
    /// <param name="cancellationToken">Ends it half way.</param>
    /// <exception cref="InvalidDataException">The archive is damaged or does not fit, or the tenant is there.</exception>
    public async Task<RestoredArchive> Restore(string path, TenantId? asId, Slug? asSlug, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        await using var zip = await ZipArchive.CreateAsync(
            file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        var manifest = await TenantArchive.Check(zip, cancellationToken);
        var target = asId ?? manifest.Tenant;
        var slug = asSlug ?? (Slug.TryParse(manifest.Slug, out var own) ? own : throw new InvalidDataException(Slug.Rule));
        await Require(manifest, target, slug, cancellationToken);

        var rows = new ArchivedRows(zip, manifest, new ArchivedIdentity(manifest.Tenant, target), options.Value.Provider);
        var entry = await rows.Entry(cancellationToken) with { Slug = slug.Value };
        await AddEntry(target, entry, cancellationToken);
        var (claimed, taken) = await Claim(rows, target, slug, cancellationToken);
        var status = await rows.Become(slug, claimed, clock.GetUtcNow(), cancellationToken);
        await AddEntry(target, entry with { Status = (int)status }, cancellationToken);

        await Fill(rows, target, cancellationToken);
        await erasures.Reapply(target, manifest.Tenant, cancellationToken);
        await kind.Main.Rows.SetMode(target, TenantMode.Served, cancellationToken);
        cache.Forget(target);
        await audit.Append(new AuditEntry(target, "tenant-restored", "platform", Describe(manifest, taken)), cancellationToken);
        return new RestoredArchive(manifest, target, slug, status, taken);
    }

    private async Task Fill(ArchivedRows rows, TenantId target, CancellationToken cancellationToken)
    {
        await kind.Main.Rows.Watch(target, on: false, cancellationToken);
        await kind.Main.Rows.Erase(target, cancellationToken);
        Dictionary<(RowScope Scope, string Table), TableSum> sums = [];
        foreach (var table in rows.Tables)
        {
            var sum = default(TableSum);
            // Of the registry an interrupted restoration may have left rows; data was erased.
            await TenantCopy.AddAll(
                target, kind.Main.Rows, table.Table, Summed(rows.Of(table, cancellationToken)), cancellationToken,
                onlyMissing: table.Scope == RowScope.Registry);
            sums[(table.Scope, table.Table)] = sum;

            async IAsyncEnumerable<string> Summed(IAsyncEnumerable<string> lines)
            {
                await foreach (var line in lines)
                {
                    sum = sum.With(line);
                    yield return line;
                }
            }
        }
        await Compare(target, sums, cancellationToken);
    }

    // Of the registry there may be more, since whoever asks for the tenant meanwhile leaves entries.
    private async Task Compare(
        TenantId target, Dictionary<(RowScope Scope, string Table), TableSum> sums, CancellationToken cancellationToken)
    {
        foreach (var scope in new[] { RowScope.Registry, RowScope.Data })
        {
            await using var arrived = await kind.Main.Rows.Read(target, scope, cancellationToken);
            foreach (var (table, sum) in sums.Where(sum => sum.Key.Scope == scope).Select(sum => (sum.Key.Table, sum.Value)))
            {
                var there = await TenantCopy.Sum(arrived, table, cancellationToken);
                if (scope == RowScope.Data ? there != sum : there.Rows < sum.Rows)
                {
                    throw new InvalidDataException($"What arrived of {table} is not what the archive holds; the tenant is not served.");
                }
            }
        }
    }

    private async Task<(List<ChannelId> Claimed, List<ChannelId> Taken)> Claim(
        ArchivedRows rows, TenantId target, Slug slug, CancellationToken cancellationToken)
    {
        List<ChannelId> claimed = [], taken = [];
        await foreach (var route in rows.Routes(slug, cancellationToken))
        {
            (await routes.Claim(target, route) ? claimed : taken).Add(route.Name);
        }
        return (claimed, taken);
    }

    private async Task AddEntry(TenantId target, TenantEntryRow entry, CancellationToken cancellationToken)
    {
        try
        {
            await kind.Main.Rows.AddEntry(target, entry, cancellationToken);
        }
        catch (DbException taken)
        {
            throw new InvalidDataException($"The slug {entry.Slug} is another tenant's; give it another one.", taken);
        }
    }

    private async Task Require(ArchiveManifest manifest, TenantId target, Slug slug, CancellationToken cancellationToken)
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
        await RequireTables(manifest, target, cancellationToken);
        var there = await kind.Main.Rows.Entry(target, cancellationToken);
        if (there is { Status: (int)TenantStatus.Deleted })
        {
            throw new InvalidDataException("The tenant was deleted here; nothing was restored. Another id may be given.");
        }
        if (there is { Mode: not TenantMode.Elsewhere }
            || (await cache.Get(target, cancellationToken)).Database is not null)
        {
            throw new InvalidDataException("The tenant is in this installation; nothing was restored. Another id may be given.");
        }
        if (await routes.Owner(RestoredTenant.NameOf(slug)) is { } owner && owner != target)
        {
            throw new InvalidDataException($"The slug {slug} is another tenant's; give it another one. Nothing was restored.");
        }
    }

    private async Task RequireTables(ArchiveManifest manifest, TenantId target, CancellationToken cancellationToken)
    {
        foreach (var scope in new[] { RowScope.Registry, RowScope.Data })
        {
            await using var known = await kind.Main.Rows.Read(target, scope, cancellationToken);
            var unknown = manifest.Tables.FirstOrDefault(
                table => table.Scope == scope && table.Table != ArchivedRoutes.Table && !known.Tables.Contains(table.Table));
            if (unknown is not null) { throw new InvalidDataException($"There is no table {unknown.Table} here; nothing was restored."); }
        }
    }

    private static string Describe(ArchiveManifest manifest, List<ChannelId> taken) =>
        $"from the archive of {manifest.Tenant} of {manifest.At:u}"
        + (taken.Count == 0 ? "" : $"; not claimed: {string.Join(", ", taken)}");
}

/// <summary>What became of an archive.</summary>
/// <param name="Manifest">Its own.</param>
/// <param name="Tenant">The tenant that it became.</param>
/// <param name="Slug">The tenant's slug.</param>
/// <param name="Status">How it stands.</param>
/// <param name="NotClaimed">Names that lead to other tenants, where they stay.</param>
internal sealed record RestoredArchive(
    ArchiveManifest Manifest, TenantId Tenant, Slug Slug, TenantStatus Status, IReadOnlyList<ChannelId> NotClaimed);
