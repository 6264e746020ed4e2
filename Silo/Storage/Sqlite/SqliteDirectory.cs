using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>Tenants and audit: the writer's side.</summary>
internal sealed class SqliteDirectory(SqliteSession session)
{
    private const string PutTenantSql = """
        INSERT INTO tenants (tenant_id, slug, name, status) VALUES (?, ?, ?, ?)
        ON CONFLICT (tenant_id) DO UPDATE SET slug = excluded.slug, name = excluded.name, status = excluded.status
        """;

    private const string AuditSql = "INSERT INTO audit (tenant_id, audit_id, action, actor, detail, at) VALUES (?, ?, ?, ?, ?, ?)";

    private const string AuditIfKnownSql = """
        INSERT INTO audit (tenant_id, audit_id, action, actor, detail, at)
        SELECT tenant_id, ?, ?, ?, ?, ? FROM tenants WHERE tenant_id = ?
        """;

    private const string PlatformAuditSql = "INSERT INTO platform_audit (audit_id, action, actor, detail, at) VALUES (?, ?, ?, ?, ?)";

    private readonly SqliteStatement _putTenant = session.Prepare(PutTenantSql);
    private readonly SqliteStatement _audit = session.Prepare(AuditSql);
    private readonly SqliteStatement _auditIfKnown = session.Prepare(AuditIfKnownSql);
    private readonly SqliteStatement _platformAudit = session.Prepare(PlatformAuditSql);

    public void Add(TenantId tenant, TurnRecord.TenantEntry entry) =>
        _putTenant.Add(tenant).Add(entry.Slug).Add(entry.Name).Add((long)entry.State).Run();

    public void Add(TenantId tenant, TurnRecord.Audit audit) =>
        _audit.Add(tenant).Add(audit.Id).Add(audit.Action).Add(audit.Actor).Add(audit.Detail).Add(audit.At).Run();

    /// <summary>Appends an entry; one of a tenant that does not exist is the operator's.</summary>
    public void Append(AuditWrite write)
    {
        var entry = write.Entry;
        if (entry.Tenant is { } tenant && AppendIfKnown(write, tenant)) { return; }
        var detail = PlatformAuditText.Detail(entry);
        _platformAudit.Add(write.Id).Add(entry.Action).Add(entry.Actor).Add(detail).Add(write.At).Run();
    }

    private bool AppendIfKnown(AuditWrite write, TenantId tenant) =>
        _auditIfKnown.Add(write.Id).Add(write.Entry.Action).Add(write.Entry.Actor).Add(write.Entry.Detail).Add(write.At).Add(tenant)
            .Run() == 1;
}
