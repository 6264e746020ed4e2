using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>A message to take for sending.</summary>
internal sealed class ClaimWrite(TenantId tenant, OutboxItem item, Guid sender, DateTimeOffset now) : StoreWrite<bool>
{
    public TenantId Tenant => tenant;

    public OutboxItem Item => item;

    public Guid Sender => sender;

    public DateTimeOffset Now => now;

    public override Guid TenantKey => tenant.Value;

    public override int Bytes => 200;

    public override void AddKeys(ICollection<WriteKey> keys) => keys.Add(new(tenant.Value, 'o', "", item.Id));
}

/// <summary>How sending a message went.</summary>
internal sealed class SettleWrite(TenantId tenant, Guid messageId, Guid sender, SendOutcome outcome, DateTimeOffset now) : StoreWrite<bool>
{
    public TenantId Tenant => tenant;

    public Guid MessageId => messageId;

    public Guid Sender => sender;

    public SendOutcome Outcome => outcome;

    public DateTimeOffset Now => now;

    public override Guid TenantKey => tenant.Value;

    public override int Bytes => 300;

    public override void AddKeys(ICollection<WriteKey> keys) => keys.Add(new(tenant.Value, 'o', "", messageId));
}
