using System.Collections.Immutable;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>The list of tenants over PostgreSQL: a function that sees names and states of all, and nothing else.</summary>
internal sealed class PostgresTenantList(PostgresReads reads) : ITenantList
{
    private const string ListSql = "SELECT tenant_id, slug, name, status FROM list_tenants($1, $2)";

    /// <inheritdoc />
    public Task<ImmutableArray<TenantRow>> After(string slug, int max, CancellationToken cancellationToken) =>
        reads.ReadForNobody(
            () => PostgresStatement.Of(ListSql).WithText(slug).With(max),
            row => new TenantRow(new TenantId(row.GetGuid(0)), row.GetString(1), row.GetString(2), (TenantStatus)row.GetInt16(3)),
            cancellationToken);
}
