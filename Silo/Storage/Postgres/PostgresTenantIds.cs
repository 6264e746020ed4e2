using System.Collections.Immutable;
using Platform.Tenancy;

namespace Platform.Storage;

internal sealed class PostgresTenantIds(PostgresReads reads) : ITenantIds
{
    private const string Sql = "SELECT * FROM tenant_ids($1, $2)";

    public Task<ImmutableArray<TenantId>> Read(TenantId? after, int max, CancellationToken cancellationToken) => reads.ReadForNobody(
        () => PostgresStatement.Of(Sql).With(after?.Value ?? Guid.Empty).With(max), row => new TenantId(row.GetGuid(0)), cancellationToken);
}
