using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>Tenants: the writer's side.</summary>
internal sealed class SqliteDirectory(SqliteSession session)
{
    private const string PutTenantSql = """
        INSERT INTO tenants (tenant_id, slug, name, status) VALUES (?, ?, ?, ?)
        ON CONFLICT (tenant_id) DO UPDATE SET slug = excluded.slug, name = excluded.name, status = excluded.status
        """;

    private readonly SqliteStatement _putTenant = session.Prepare(PutTenantSql);

    public void Add(TenantId tenant, TurnRecord.TenantEntry entry) =>
        _putTenant.Add(tenant).Add(entry.Slug).Add(entry.Name).Add((long)entry.State).Run();
}
