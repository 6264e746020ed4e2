using System.Collections.Immutable;
using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>The outbox over PostgreSQL.</summary>
internal sealed class PostgresOutbox(PostgresReads reads, PostgresWriter writer) : IOutbox
{
    // A contact's head only; one that this sender is sending hides the contact's later ones.
    private const string NextDueSql = """
        SELECT message_id, peer_key, send_to, text, attempts, uncertain OR status = 1, created_at, doubts FROM outbox AS head
        WHERE tenant_id = $1 AND channel_id = $2 AND is_open AND not_before <= $3 AND (status = 0 OR claimed_by <> $4)
          AND NOT EXISTS (SELECT 1 FROM outbox AS earlier
                          WHERE earlier.tenant_id = $1 AND earlier.peer_key = head.peer_key
                            AND earlier.channel_id = $2 AND earlier.is_open AND earlier.sequence < head.sequence)
        ORDER BY not_before, sequence LIMIT $5
        """;

    private const string NextDueAtSql = """
        SELECT not_before FROM outbox AS head
        WHERE tenant_id = $1 AND channel_id = $2 AND is_open AND status = 0
          AND NOT EXISTS (SELECT 1 FROM outbox AS earlier
                          WHERE earlier.tenant_id = $1 AND earlier.peer_key = head.peer_key
                            AND earlier.channel_id = $2 AND earlier.is_open AND earlier.sequence < head.sequence)
        ORDER BY not_before LIMIT 1
        """;

    private const string IsOfBotSql = """
        SELECT EXISTS (SELECT 1 FROM messages
                       WHERE tenant_id = $1 AND channel_id = $2 AND direction = 1 AND provider_message_id = $3)
            OR EXISTS (SELECT 1 FROM outbox
                       WHERE tenant_id = $1 AND peer_key = $4 AND channel_id = $2 AND is_open AND (status = 1 OR uncertain) AND text = $5)
        """;

    /// <summary>See <see cref="IRecordReader.IsOfBot"/>.</summary>
    public static async Task<bool> IsOfBot(
        PostgresReads reads, TenantId tenant, PeerKey peer, PersonMessage message, CancellationToken cancellationToken)
    {
        var answers = await reads.Read(
            tenant,
            () => PostgresStatement.Of(IsOfBotSql).With(tenant.Value).WithText(message.Channel.Value).WithText(message.Id.Value)
                .WithText(peer.Text).WithText(StoredText.Clean(message.Content.Text)),
            row => row.GetBoolean(0),
            cancellationToken);
        return answers[0];
    }

    /// <inheritdoc />
    public Task<ImmutableArray<OutboxItem>> NextDue(
        TenantId tenant, ChannelId channel, Guid sender, DateTimeOffset now, int contactsMax, CancellationToken cancellationToken) =>
        reads.Read(
            tenant,
            () => PostgresStatement.Of(NextDueSql).With(tenant.Value).WithText(channel.Value).With(now).With(sender).With(contactsMax),
            row => new OutboxItem(
                row.GetGuid(0), PeerKey.Parse(row.GetString(1)), row.GetString(2), row.GetString(3), row.GetInt32(4), row.GetBoolean(5),
                row.GetFieldValue<DateTimeOffset>(6), row.GetInt16(7)),
            cancellationToken);

    /// <inheritdoc />
    public async Task<DateTimeOffset?> NextDueAt(TenantId tenant, ChannelId channel, CancellationToken cancellationToken)
    {
        var times = await reads.Read(
            tenant,
            () => PostgresStatement.Of(NextDueAtSql).With(tenant.Value).WithText(channel.Value),
            row => row.GetFieldValue<DateTimeOffset>(0),
            cancellationToken);
        return times.IsEmpty ? null : times[0];
    }

    /// <inheritdoc />
    public Task<bool> Claim(TenantId tenant, OutboxItem item, Guid sender, DateTimeOffset now, CancellationToken cancellationToken) =>
        writer.Write(new ClaimWrite(tenant, item, sender, now), cancellationToken);

    /// <inheritdoc />
    public Task Settle(
        TenantId tenant, Guid messageId, Guid sender, SendOutcome outcome, DateTimeOffset now, CancellationToken cancellationToken) =>
        writer.Write(new SettleWrite(tenant, messageId, sender, outcome, now), cancellationToken);
}
