using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Channels;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>The rows of an archive as they are brought back: under the id, the slug and the names that the tenant gets.</summary>
internal sealed class ArchivedRows(ZipArchive zip, ArchiveManifest manifest, ArchivedIdentity identity, StorageProvider provider)
{
    private byte[]? _tenant;

    /// <summary>The tables that are filled, the registry's first.</summary>
    public IEnumerable<ArchivedTable> Tables => manifest.Tables.OrderBy(table => table.Scope)
        .Where(table => table.Table != ArchivedRoutes.Table && table.Table is not ("placements" or "tenants") && identity.Has(table.Table));

    /// <summary>The tenant's row in the list of tenants.</summary>
    public async Task<TenantEntryRow> Entry(CancellationToken cancellationToken)
    {
        await foreach (var line in Lines("tenants", cancellationToken))
        {
            var row = JsonNode.Parse(line)!;
            return new TenantEntryRow(manifest.Slug, row["name"]!.GetValue<string>(), row["status"]!.GetValue<int>(), TenantMode.Elsewhere);
        }
        throw new InvalidDataException("The archive does not say what tenant it is of.");
    }

    /// <summary>The names that led to the tenant, with that of its slug.</summary>
    public async IAsyncEnumerable<ArchivedRoute> Routes(Slug slug, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var own = RestoredTenant.NameOf(slug);
        yield return new ArchivedRoute(own, [], []);
        await foreach (var line in Lines(ArchivedRoutes.Table, cancellationToken))
        {
            var route = ArchivedRoutes.Parse(line);
            var isOldSlug = route.Name.Value == $"slug:{manifest.Slug}";
            if (route.Name != own && !isOldSlug) { yield return route; }
        }
    }

    /// <summary>Says what the tenant becomes. Returns how it stands.</summary>
    public async Task<TenantStatus> Become(
        Slug slug, IReadOnlyCollection<ChannelId> claimed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await foreach (var line in Lines("grain_states", cancellationToken))
        {
            if (JsonNode.Parse(identity.Rename(line)) is not JsonObject row || !Is(row, "tenant")) { continue; }
            (_tenant, var status) = RestoredTenant.As(StateOf(row), slug, claimed, now);
            return status;
        }
        throw new InvalidDataException("The archive does not say what the tenant is.");
    }

    /// <summary>A table's rows.</summary>
    public async IAsyncEnumerable<string> Of(ArchivedTable table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isOfGrains = table is { Scope: RowScope.Registry, Table: "grain_states" or "alarms" };
        await foreach (var archived in TenantArchive.Lines(zip, table, cancellationToken))
        {
            var line = identity.Rename(archived);
            if (!isOfGrains) { yield return line; }
            else if (OfGrain(line) is { } kept) { yield return kept; }
        }
    }

    private string? OfGrain(string line)
    {
        var row = JsonNode.Parse(line)!.AsObject();
        if (!identity.HasGrain(row["grain_type"]!.GetValue<string>())) { return null; }
        if (!row.ContainsKey("state")) { return line; }
        if (Is(row, "tenant")) { return WithState(row, _tenant!); }
        return identity.IsAnother && Is(row, "tenant-key") ? WithState(row, SealedFor(StateOf(row))) : line;
    }

    // What was sealed for the one that was saved opens for this one as well.
    private byte[] SealedFor(byte[] state)
    {
        var key = JsonNode.Parse(state)!.AsObject();
        key["Origin"] ??= manifest.Tenant.Value.ToString();
        return Encoding.UTF8.GetBytes(key.ToJsonString());
    }

    private static bool Is(JsonObject row, string type) => row["grain_type"]!.GetValue<string>() == type;

    private byte[] StateOf(JsonObject row) => provider == StorageProvider.Sqlite
        ? Convert.FromHexString(row["state"]!.GetValue<string>())
        : Encoding.UTF8.GetBytes(row["state"]!.ToJsonString());

    private string WithState(JsonObject row, byte[] state)
    {
        row["state"] = provider == StorageProvider.Sqlite ? Convert.ToHexString(state) : JsonNode.Parse(state);
        return row.ToJsonString();
    }

    private IAsyncEnumerable<string> Lines(string table, CancellationToken cancellationToken) =>
        manifest.Tables.FirstOrDefault(known => known.Table == table && known.Scope == RowScope.Registry) is { } archived
            ? TenantArchive.Lines(zip, archived, cancellationToken)
            : throw new InvalidDataException($"The archive lacks {table}.");
}
