using Platform.Channels;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Simulation;

internal sealed record MessageRow(TenantId Tenant, TurnRecord.Message Message);

internal sealed class OutboxRow(TenantId tenant, OutboxMessage message)
{
    public TenantId Tenant { get; } = tenant;

    public OutboxMessage Message { get; } = message;

    public OutboxStatus Status { get; set; }

    public int Attempts { get; set; }

    public bool Uncertain { get; set; }

    public int Doubts { get; set; }

    public Guid? ClaimedBy { get; set; }

    public DateTimeOffset ClaimedAt { get; set; }

    public DateTimeOffset NotBefore { get; set; } = message.CreatedAt;

    public ProviderMessageId? ProviderId { get; set; }

    /// <summary>A person took the conversation while it was being sent.</summary>
    public bool IsWithdrawn { get; set; }

    public bool IsOpen => Status is OutboxStatus.Queued or OutboxStatus.Sending;
}

internal enum OutboxStatus
{
    Queued,
    Sending,
    Sent,
    Failed,
    Withdrawn,
}

internal sealed record AlarmRow(DateTimeOffset Due, DateTimeOffset NotBefore);

internal readonly record struct AlarmKey(TenantId Tenant, string GrainType, string Key, string Name) : IComparable<AlarmKey>
{
    public int CompareTo(AlarmKey other) => string.CompareOrdinal(Text, other.Text);

    private string Text => $"{Tenant}/{GrainType}/{Key}/{Name}";
}
