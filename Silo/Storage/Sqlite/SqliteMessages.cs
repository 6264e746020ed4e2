using Platform.Channels;
using Platform.Conversations;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>Messages and the providers' reports on them: the writer's side.</summary>
internal sealed class SqliteMessages(SqliteSession session)
{
    private const string InsertSql = """
        INSERT INTO messages (tenant_id, peer_key, position, message_id, channel_id, direction, provider_message_id,
                              kind, text, sent_at, received_at, status)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (tenant_id, channel_id, direction, provider_message_id) WHERE provider_message_id IS NOT NULL DO NOTHING
        """;

    private const string InsertReportSql = """
        INSERT INTO message_statuses (tenant_id, channel_id, provider_message_id, status, reported_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """;

    // What customers say (direction 0) is not delivered by us, so reports never mean it. A provider that took a message has not sent it yet:
    // a report of failure (2) counts until one says that it was sent (3).
    private const string ApplyReportSql = """
        UPDATE messages SET status = ?4, status_reason = CASE ?4 WHEN 2 THEN 'reported-failed' END
        WHERE tenant_id = ?1 AND channel_id = ?2 AND direction IN (1, 2) AND provider_message_id = ?3
          AND (status < ?4 OR (?4 = 2 AND status = 3 AND NOT EXISTS (
              SELECT 1 FROM message_statuses AS told
              WHERE told.tenant_id = ?1 AND told.channel_id = ?2 AND told.provider_message_id = ?3 AND told.status >= 3)))
        """;

    private const string ApplyEarlierReportsSql = """
        UPDATE messages SET status = early.status, status_reason = CASE early.status WHEN 2 THEN 'reported-failed' END
        FROM (SELECT max(status) AS status FROM message_statuses
              WHERE tenant_id = ?1 AND channel_id = ?2 AND provider_message_id = ?3) AS early
        WHERE tenant_id = ?1 AND peer_key = ?4 AND position = ?5
          AND (messages.status < early.status OR (early.status = 2 AND messages.status = 3))
        """;

    private const string RaiseSql = """
        UPDATE messages SET status = ?4, status_reason = ?5
        WHERE tenant_id = ?1 AND peer_key = ?2 AND position = ?3 AND status < ?4
        """;

    // A provider that gives one id twice must not block the outbox: the second message stays without one.
    private const string SetProviderIdSql = """
        UPDATE OR IGNORE messages SET provider_message_id = ?4 WHERE tenant_id = ?1 AND peer_key = ?2 AND position = ?3
        """;

    private readonly SqliteStatement _insert = session.Prepare(InsertSql);
    private readonly SqliteStatement _insertReport = session.Prepare(InsertReportSql);
    private readonly SqliteStatement _applyReport = session.Prepare(ApplyReportSql);
    private readonly SqliteStatement _applyEarlierReports = session.Prepare(ApplyEarlierReportsSql);
    private readonly SqliteStatement _raise = session.Prepare(RaiseSql);
    private readonly SqliteStatement _setProviderId = session.Prepare(SetProviderIdSql);

    /// <summary>Adds a message; <c>false</c> when its dedupe key is taken.</summary>
    public bool TryAdd(TenantId tenant, TurnRecord.Message message, long position)
    {
        var added = _insert.Add(tenant).Add(message.Peer.Text).Add(position).Add(message.Id).Add(message.Channel.Value)
            .Add((long)message.Direction).Add(message.ProviderId?.Value).Add((long)message.Kind).Add(message.Text)
            .Add(message.SentAt).Add(message.ReceivedAt).Add((long)message.Status).Run() == 1;
        if (added && message is { ProviderId: { } id, Direction: not MessageDirection.Inbound })
        {
            ApplyEarlierReports(tenant, message.Channel, id.Value, message.Peer.Text, position);
        }
        return added;
    }

    /// <summary>Keeps a report and raises the status of the message it means, if that is known.</summary>
    public void Report(TenantId tenant, TurnRecord.StatusReported report)
    {
        var (channel, id) = (report.Channel.Value, report.ProviderId.Value);
        _insertReport.Add(tenant).Add(channel).Add(id).Add((long)report.Reported).Add(report.At).Run();
        _applyReport.Add(tenant).Add(channel).Add(id).Add((long)report.Reported).Run();
    }

    /// <summary>The provider took the message: it is sent, or further where reports were earlier than this.</summary>
    public void Accept(TenantId tenant, string peer, long position, ChannelId channel, string providerId)
    {
        _setProviderId.Add(tenant).Add(peer).Add(position).Add(providerId).Run();
        Raise(tenant, peer, position, DeliveryStatus.Sent, null);
        ApplyEarlierReports(tenant, channel, providerId, peer, position);
    }

    /// <summary>Raises a message's status; never lowers it.</summary>
    public void Raise(TenantId tenant, string peer, long position, DeliveryStatus status, string? reason) =>
        _raise.Add(tenant).Add(peer).Add(position).Add((long)status).Add(reason).Run();

    private void ApplyEarlierReports(TenantId tenant, ChannelId channel, string providerId, string peer, long position) =>
        _applyEarlierReports.Add(tenant).Add(channel.Value).Add(providerId).Add(peer).Add(position).Run();
}
