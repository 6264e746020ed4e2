using System.Collections.Immutable;
using Platform.Tenancy;

namespace Platform.Storage;

internal sealed class SqliteTenantIds(SqliteReaders readers) : ITenantIds
{
    public Task<ImmutableArray<TenantId>> Read(TenantId? after, int max, CancellationToken cancellationToken) =>
        readers.Read(reads => reads.Audit.Tenants(after, max), cancellationToken);
}
