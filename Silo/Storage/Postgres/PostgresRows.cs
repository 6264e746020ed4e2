namespace Platform.Storage;

// Rows as the functions of group commit take them. Names and order follow the composite types of the migrations.

internal sealed class GroupRow
{
    public Guid TenantId { get; init; }

    public bool IsRegistry { get; init; }

    public int Turns { get; set; }

    public int States { get; set; }

    public int Messages { get; set; }

    public int Contacts { get; set; }

    public int Reports { get; set; }

    public int Withdrawals { get; set; }

    public int Outbox { get; set; }

    public int Alarms { get; set; }

    public int Claims { get; set; }

    public int Settlements { get; set; }

    public int Usage { get; set; }
}

internal sealed record StateRow(int Turn, string GrainType, string GrainKey, long ExpectedVersion, ReadOnlyMemory<byte> State);

internal sealed record MessageRow(
    int Turn, string PeerKey, long Position, Guid MessageId, string ChannelId, short Direction, string? ProviderMessageId, short Kind,
    string Text, DateTimeOffset SentAt, DateTimeOffset ReceivedAt, short Status);

internal sealed record ContactRow(int Turn, string PeerKey, string? Name, string LastChannel, DateTimeOffset LastSeenAt);

internal sealed record ReportRow(int Turn, string ChannelId, string ProviderMessageId, short Status, DateTimeOffset ReportedAt);

internal sealed record WithdrawalRow(int Turn, string PeerKey);

internal sealed record OutboxRow(
    int Turn, Guid MessageId, string ChannelId, short ChannelHash, string PeerKey, long Sequence, long? Position, string SendTo,
    string Text, long OwnerEpoch, DateTimeOffset CreatedAt);

internal sealed record AlarmRow(
    int Turn, string GrainType, string GrainKey, string Name, long? DueTicks, DateTimeOffset? CallAt, short GrainHash);

internal sealed record UsageRow(int Turn, int Period, short Meter, long Amount);

internal sealed record ClaimRow(Guid MessageId, int Attempts, Guid Sender, DateTimeOffset ClaimedAt);

internal sealed record SettlementRow(
    Guid MessageId, Guid Sender, short Status, string? ProviderMessageId, DateTimeOffset? NotBefore, string? Reason, bool Uncertain,
    short Doubts);
