using Platform.Audit;

namespace Platform.Storage;

/// <summary>An audit entry outside of any turn.</summary>
internal sealed class AuditWrite(Guid id, AuditEntry entry, DateTimeOffset at) : StoreWrite<bool>
{
    public Guid Id => id;

    public AuditEntry Entry => entry;

    public DateTimeOffset At => at;

    public override Guid TenantKey => entry.Tenant?.Value ?? Guid.Empty;

    public override bool IsRegistry => true;

    public override int Bytes => 300 + entry.Detail.Length;

    public override void AddKeys(ICollection<WriteKey> keys) { }
}
