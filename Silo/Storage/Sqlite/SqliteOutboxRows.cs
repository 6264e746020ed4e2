using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>The outbox: the writer's side.</summary>
internal sealed class SqliteOutboxRows(SqliteSession session, SqliteMessages messages)
{
    private const string WithdrawnReason = "withdrawn";

    private const string InsertSql = """
        INSERT INTO outbox (tenant_id, message_id, channel_id, channel_hash, peer_key, sequence, position, send_to, text, owner_epoch,
                            created_at, not_before, status, is_open, attempts, uncertain)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11, 0, 1, 0, 0)
        """;

    private const string WithdrawSql = """
        UPDATE outbox SET status = 4, is_open = 0, reason = 'withdrawn'
        WHERE tenant_id = ? AND peer_key = ? AND is_open = 1 AND status = 0
        RETURNING position
        """;

    // It may have reached the customer, and is left alone; but it is never tried again.
    private const string WithdrawSendingSql = """
        UPDATE outbox SET reason = 'withdrawn' WHERE tenant_id = ? AND peer_key = ? AND is_open = 1 AND status = 1
        """;

    // Whether the sender is the one that has it is ?4.
    private const string CloseWithdrawnSql = """
        UPDATE outbox SET status = 4, is_open = 0, uncertain = uncertain OR ?5
        WHERE tenant_id = ?1 AND message_id = ?2 AND status = 1 AND reason = 'withdrawn' AND (claimed_by = ?3) = ?4
          AND attempts = coalesce(?6, attempts)
        RETURNING peer_key, position
        """;

    // Taken over from another sender, it may have been sent already, and that stays true whatever follows.
    private const string ClaimSql = """
        UPDATE outbox SET status = 1, claimed_by = ?3, claimed_at = ?4, attempts = attempts + 1, uncertain = uncertain OR status = 1,
                          reason = NULL
        WHERE tenant_id = ?1 AND message_id = ?2 AND is_open = 1 AND attempts = ?5 AND (status = 0 OR claimed_by <> ?3)
        """;

    private const string CloseSql = """
        UPDATE outbox SET status = ?3, is_open = 0, reason = ?4 WHERE tenant_id = ?1 AND message_id = ?2 AND is_open = 1
        RETURNING peer_key, position, channel_id
        """;

    private const string PutBackSql = """
        UPDATE outbox SET status = 0, not_before = ?4, uncertain = uncertain OR ?5, reason = ?6, doubts = ?7, claimed_by = NULL,
                          claimed_at = NULL
        WHERE tenant_id = ?1 AND message_id = ?2 AND status = 1 AND claimed_by = ?3
        RETURNING peer_key, channel_id, sequence
        """;

    // The contact's later messages wait with it, so that they do not look due all the time.
    private const string HoldFollowersSql = """
        UPDATE outbox SET not_before = ?5
        WHERE tenant_id = ?1 AND peer_key = ?2 AND channel_id = ?3 AND is_open = 1 AND sequence > ?4 AND not_before < ?5
        """;

    private readonly SqliteStatement _insert = session.Prepare(InsertSql);
    private readonly SqliteStatement _withdraw = session.Prepare(WithdrawSql);
    private readonly SqliteStatement _withdrawSending = session.Prepare(WithdrawSendingSql);
    private readonly SqliteStatement _closeWithdrawn = session.Prepare(CloseWithdrawnSql);
    private readonly SqliteStatement _claim = session.Prepare(ClaimSql);
    private readonly SqliteStatement _close = session.Prepare(CloseSql);
    private readonly SqliteStatement _putBack = session.Prepare(PutBackSql);
    private readonly SqliteStatement _holdFollowers = session.Prepare(HoldFollowersSql);
    private readonly List<long> _withdrawn = [];

    /// <summary>Queues a message.</summary>
    public void Add(TenantId tenant, OutboxMessage message, long? position) =>
        _insert.Add(tenant).Add(message.Id).Add(message.Channel.Value).Add(ShardHash.Of(tenant, message.Channel))
            .Add(message.Peer.Text).Add(message.Sequence).Add(position).Add(message.To).Add(message.Text).Add(message.OwnerEpoch)
            .Add(message.CreatedAt).Run();

    /// <summary>Withdraws the contact's messages; those that somebody has begun to send are not tried again.</summary>
    public void Withdraw(TenantId tenant, PeerKey peer)
    {
        _withdrawn.Clear();
        _withdraw.Add(tenant).Add(peer.Text);
        while (_withdraw.Read())
        {
            if (!_withdraw.IsNull(0)) { _withdrawn.Add(_withdraw.Integer(0)); }
        }
        foreach (var position in _withdrawn) { messages.Raise(tenant, peer.Text, position, DeliveryStatus.Failed, WithdrawnReason); }
        _withdrawSending.Add(tenant).Add(peer.Text).Run();
    }

    /// <summary>Takes a message for sending, if it is still as the sender saw it.</summary>
    public bool Claim(ClaimWrite claim) =>
        // The sender of what was withdrawn is gone, and whether it was sent is not known.
        !CloseIfWithdrawn(claim.Tenant, claim.Item.Id, claim.Sender, isSenders: false, uncertain: true, claim.Item.Attempts)
        && _claim.Add(claim.Tenant).Add(claim.Item.Id).Add(claim.Sender).Add(claim.Now).Add(claim.Item.Attempts).Run() == 1;

    /// <summary>
    /// Records how sending went. A message that is closed already stays as it is, and only the sender that has it puts it back.
    /// </summary>
    public void Settle(SettleWrite settle)
    {
        var (tenant, id) = (settle.Tenant, settle.MessageId);
        switch (settle.Outcome)
        {
            case SendOutcome.Accepted(var providerId):
                if (Close(tenant, id, OutboxStatus.Sent, null) is { Position: { } sent } row)
                {
                    messages.Accept(tenant, row.Peer, sent, row.Channel, providerId.Value);
                }
                break;
            case SendOutcome.Failed(var reason):
                if (Close(tenant, id, OutboxStatus.Failed, reason) is { Position: { } failed } lost)
                {
                    messages.Raise(tenant, lost.Peer, failed, DeliveryStatus.Failed, reason);
                }
                break;
            case SendOutcome.TryAgain again:
                PutBack(settle, again);
                break;
            default:
                throw new InvalidOperationException($"Send outcome {settle.Outcome.GetType().Name} is not handled.");
        }
    }

    private bool CloseIfWithdrawn(TenantId tenant, Guid id, Guid sender, bool isSenders, bool uncertain, int? attempts)
    {
        _closeWithdrawn.Add(tenant).Add(id).Add(sender).Add(isSenders ? 1 : 0).Add(uncertain ? 1 : 0).Add(attempts);
        if (!_closeWithdrawn.Read()) { return false; }
        var (peer, position) = (_closeWithdrawn.Text(0), _closeWithdrawn.IsNull(1) ? (long?)null : _closeWithdrawn.Integer(1));
        _closeWithdrawn.Reset();
        if (position is { } line) { messages.Raise(tenant, peer, line, DeliveryStatus.Failed, WithdrawnReason); }
        return true;
    }

    private (string Peer, long? Position, ChannelId Channel)? Close(TenantId tenant, Guid id, OutboxStatus status, string? reason)
    {
        _close.Add(tenant).Add(id).Add((long)status).Add(reason);
        if (!_close.Read()) { return null; }
        var row = (_close.Text(0), _close.IsNull(1) ? (long?)null : _close.Integer(1), ChannelId.Parse(_close.Text(2)));
        _close.Reset();
        return row;
    }

    private void PutBack(SettleWrite settle, SendOutcome.TryAgain again)
    {
        var tenant = settle.Tenant;
        if (CloseIfWithdrawn(tenant, settle.MessageId, settle.Sender, isSenders: true, again.Uncertain, attempts: null)) { return; }
        _putBack.Add(tenant).Add(settle.MessageId).Add(settle.Sender).Add(again.NotBefore).Add(again.Uncertain ? 1 : 0).Add(again.Reason)
            .Add(again.Doubts);
        if (!_putBack.Read()) { return; }
        var (peer, channel, sequence) = (_putBack.Text(0), _putBack.Text(1), _putBack.Integer(2));
        _putBack.Reset();
        _holdFollowers.Add(tenant).Add(peer).Add(channel).Add(sequence).Add(again.NotBefore).Run();
    }
}
