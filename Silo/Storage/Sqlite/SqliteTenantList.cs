using System.Collections.Immutable;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>The list of tenants over the file.</summary>
internal sealed class SqliteTenantList(SqliteReaders readers) : ITenantList
{
    /// <inheritdoc />
    public Task<ImmutableArray<TenantRow>> After(string slug, int max, CancellationToken cancellationToken) =>
        readers.Read(reads => reads.Tenants(slug, max), cancellationToken);
}
