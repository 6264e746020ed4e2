using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>
/// One tenant in one file: a zip of <c>manifest.json</c> and one file of JSON lines per table and part, and of the names that lead to the
/// tenant. Sealed secrets stay sealed.
/// </summary>
internal static class TenantArchive
{
    /// <summary>Of the layout; a reader knows its own only.</summary>
    public const int Format = 2;

    private const string ManifestName = "manifest.json";

    // Some tens of tables, each in a few lines.
    private const int ManifestBytesMax = 1_048_576;

    /// <summary>Writes the tenant's rows, each part as it stands at one moment.</summary>
    public static async Task<ArchiveManifest> Write(
        Stream file, ArchiveManifest head, TenantId tenant, TenantDatabase main, TenantDatabase data, IEnumerable<string> routes,
        CancellationToken cancellationToken)
    {
        await using var zip = await ZipArchive.CreateAsync(
            file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        List<ArchivedTable> tables =
            [await WriteTable(zip, RowScope.Registry, ArchivedRoutes.Table, routes.ToAsyncEnumerable(), cancellationToken)];
        foreach (var (scope, database) in new[] { (RowScope.Registry, main), (RowScope.Data, data) })
        {
            await using var snapshot = await database.Rows.Read(tenant, scope, cancellationToken);
            foreach (var table in snapshot.Tables)
            {
                tables.Add(await WriteTable(zip, scope, table, snapshot.Rows(table, cancellationToken), cancellationToken));
            }
        }
        var manifest = head with { Tables = [.. tables] };
        await using var entry = await zip.CreateEntry(ManifestName).OpenAsync(cancellationToken);
        await JsonSerializer.SerializeAsync(entry, manifest, ArchiveJson.Default.ArchiveManifest, cancellationToken);
        return manifest;
    }

    /// <summary>Reads the manifest and checks every table against it, before anything is done with it.</summary>
    /// <exception cref="InvalidDataException">The archive is damaged, incomplete or of another format.</exception>
    public static async Task<ArchiveManifest> Check(ZipArchive zip, CancellationToken cancellationToken)
    {
        var manifest = await Manifest(zip, cancellationToken);
        if (manifest.Format != Format) { throw new InvalidDataException($"The archive is of format {manifest.Format}, not {Format}."); }
        foreach (var table in manifest.Tables)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var rows = 0L;
            await foreach (var line in Lines(zip, table, cancellationToken))
            {
                if (table.Table != ArchivedRoutes.Table && !IsOf(manifest.Tenant, line))
                {
                    throw new InvalidDataException($"{table.File} holds a row that is not this tenant's.");
                }
                hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
                rows++;
            }
            if (rows != table.Rows || Convert.ToHexStringLower(hash.GetHashAndReset()) != table.Sha256)
            {
                throw new InvalidDataException($"{table.File} is not what the manifest says; the archive is damaged.");
            }
        }
        return manifest;
    }

    /// <summary>The rows of a table.</summary>
    public static async IAsyncEnumerable<string> Lines(
        ZipArchive zip, ArchivedTable table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entry = zip.GetEntry(table.File) ?? throw new InvalidDataException($"{table.File} is missing in the archive.");
        await using var stream = await entry.OpenAsync(cancellationToken);
        await foreach (var line in BoundedLines.Read(stream, cancellationToken)) { yield return line; }
    }

    private static async Task<ArchiveManifest> Manifest(ZipArchive zip, CancellationToken cancellationToken)
    {
        var entry = zip.GetEntry(ManifestName) ?? throw new InvalidDataException("The archive has no manifest.");
        await using var stream = await entry.OpenAsync(cancellationToken);
        var text = new byte[ManifestBytesMax + 1];
        var length = await stream.ReadAtLeastAsync(text, text.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > ManifestBytesMax) { throw new InvalidDataException("The archive's manifest is too long."); }
        try
        {
            var manifest = JsonSerializer.Deserialize(text.AsSpan(0, length), ArchiveJson.Default.ArchiveManifest);
            return manifest is { Slug: not null, Tables: { } tables } && tables.All(table => table is { Table: not null, File: not null })
                ? manifest
                : throw new InvalidDataException("The archive's manifest lacks something.");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException("The archive's manifest cannot be read.", broken);
        }
    }

    // Whoever writes an archive could name another tenant's rows in it, and a file has no wall between tenants.
    private static bool IsOf(TenantId tenant, string line)
    {
        try
        {
            using var row = JsonDocument.Parse(line);
            return row.RootElement is { ValueKind: JsonValueKind.Object } fields
                && fields.TryGetProperty("tenant_id", out var id) && id.ValueKind == JsonValueKind.String
                && Guid.TryParse(id.GetString(), out var owner) && owner == tenant.Value;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static async Task<ArchivedTable> WriteTable(
        ZipArchive zip, RowScope scope, string table, IAsyncEnumerable<string> rowsOfTable, CancellationToken cancellationToken)
    {
        var file = $"{scope.ToString().ToLowerInvariant()}/{table}.jsonl";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rows = 0L;
        await using var stream = await zip.CreateEntry(file, CompressionLevel.Fastest).OpenAsync(cancellationToken);
        await foreach (var row in rowsOfTable)
        {
            var line = Encoding.UTF8.GetBytes(OneLine(row) + "\n");
            hash.AppendData(line);
            await stream.WriteAsync(line, cancellationToken);
            rows++;
        }
        return new ArchivedTable(scope, table, file, rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    // Within JSON a line break can only stand between tokens: in a document that is stored as it was written.
    private static string OneLine(string row) => row.AsSpan().IndexOfAny('\r', '\n') < 0 ? row : row.Replace('\r', ' ').Replace('\n', ' ');
}

/// <summary>What an archive holds.</summary>
/// <param name="Format">Of the layout.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Slug">Its name for commands.</param>
/// <param name="Provider">The kind of database that it was made from; it is restored to the same kind.</param>
/// <param name="SchemaSteps">The schema that its rows fit.</param>
/// <param name="At">When it was made.</param>
/// <param name="Tables">Its tables.</param>
internal sealed record ArchiveManifest(
    int Format, TenantId Tenant, string Slug, StorageProvider Provider, int SchemaSteps, DateTimeOffset At, ArchivedTable[] Tables);

/// <summary>A table in an archive.</summary>
internal sealed record ArchivedTable(RowScope Scope, string Table, string File, long Rows, string Sha256);

[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ArchiveManifest))]
internal sealed partial class ArchiveJson : JsonSerializerContext;
