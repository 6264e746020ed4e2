using System.Collections.Immutable;
using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>The outbox: the reader's side.</summary>
internal sealed class SqliteOutboxReads(SqliteSession session)
{
    // A contact's head only; one that this sender is sending hides the contact's later ones.
    private const string NextDueSql = """
        SELECT message_id, peer_key, send_to, text, attempts, uncertain OR status = 1, created_at, doubts FROM outbox AS head
        WHERE tenant_id = ?1 AND channel_id = ?2 AND is_open = 1 AND not_before <= ?3 AND (status = 0 OR claimed_by <> ?4)
          AND NOT EXISTS (SELECT 1 FROM outbox AS earlier
                          WHERE earlier.tenant_id = head.tenant_id AND earlier.peer_key = head.peer_key
                            AND earlier.channel_id = head.channel_id AND earlier.is_open = 1 AND earlier.sequence < head.sequence)
        ORDER BY not_before, sequence LIMIT ?5
        """;

    private const string NextDueAtSql = """
        SELECT not_before FROM outbox AS head
        WHERE tenant_id = ?1 AND channel_id = ?2 AND is_open = 1 AND status = 0
          AND NOT EXISTS (SELECT 1 FROM outbox AS earlier
                          WHERE earlier.tenant_id = head.tenant_id AND earlier.peer_key = head.peer_key
                            AND earlier.channel_id = head.channel_id AND earlier.is_open = 1 AND earlier.sequence < head.sequence)
        ORDER BY not_before LIMIT 1
        """;

    // The open message of the next channel that is due first: going from channel to channel through the index costs by channels with open
    // messages, not by messages. Not one comparison of (tenant_id, channel_id): for that, SQLite would walk all rows of the channel it is at.
    private const string NextChannelSql = """
        SELECT tenant_id, channel_id, channel_hash, not_before FROM outbox
        WHERE is_open = 1 AND tenant_id = ? AND channel_id > ? ORDER BY channel_id, not_before LIMIT 1
        """;

    private const string NextTenantSql = """
        SELECT tenant_id, channel_id, channel_hash, not_before FROM outbox
        WHERE is_open = 1 AND tenant_id > ? ORDER BY tenant_id, channel_id, not_before LIMIT 1
        """;

    private const string IsOfBotSql = """
        SELECT EXISTS (SELECT 1 FROM messages
                       WHERE tenant_id = ?1 AND channel_id = ?2 AND direction = 1 AND provider_message_id = ?3)
            OR EXISTS (SELECT 1 FROM outbox
                       WHERE tenant_id = ?1 AND peer_key = ?4 AND channel_id = ?2 AND is_open = 1 AND (status = 1 OR uncertain = 1) AND text = ?5)
        """;

    private readonly SqliteStatement _nextDue = session.Prepare(NextDueSql);
    private readonly SqliteStatement _nextDueAt = session.Prepare(NextDueAtSql);
    private readonly SqliteStatement _nextChannel = session.Prepare(NextChannelSql);
    private readonly SqliteStatement _nextTenant = session.Prepare(NextTenantSql);
    private readonly SqliteStatement _isOfBot = session.Prepare(IsOfBotSql);

    public ImmutableArray<OutboxItem> NextDue(TenantId tenant, ChannelId channel, Guid sender, DateTimeOffset now, int contactsMax)
    {
        var due = ImmutableArray.CreateBuilder<OutboxItem>();
        _nextDue.Add(tenant).Add(channel.Value).Add(now).Add(sender).Add(contactsMax);
        while (_nextDue.Read())
        {
            due.Add(new OutboxItem(
                _nextDue.Guid(0), PeerKey.Parse(_nextDue.Text(1)), _nextDue.Text(2), _nextDue.Text(3), (int)_nextDue.Integer(4),
                _nextDue.Integer(5) != 0, _nextDue.Time(6), (int)_nextDue.Integer(7)));
        }
        return due.DrainToImmutable();
    }

    public bool IsOfBot(TenantId tenant, PeerKey peer, PersonMessage message)
    {
        _isOfBot.Add(tenant).Add(message.Channel.Value).Add(message.Id.Value).Add(peer.Text).Add(message.Content.Text).Read();
        var isOfBot = _isOfBot.Integer(0) != 0;
        _isOfBot.Reset();
        return isOfBot;
    }

    public DateTimeOffset? NextDueAt(TenantId tenant, ChannelId channel)
    {
        _nextDueAt.Add(tenant).Add(channel.Value);
        if (!_nextDueAt.Read()) { return null; }
        var at = _nextDueAt.Time(0);
        _nextDueAt.Reset();
        return at;
    }

    public ImmutableArray<DueChannel> DueChannels(int shard, int shards, DateTimeOffset now, int max)
    {
        List<(DateTimeOffset At, DueChannel Channel)> due = [];
        var (tenant, channel) = (Guid.Empty, "");
        while (Next(tenant, channel) is { } found)
        {
            (tenant, channel) = (found.Guid(0), found.Text(1));
            var (hash, at) = (found.Integer(2), found.Time(3));
            found.Reset();
            if (hash % shards == shard && at <= now) { due.Add((at, new DueChannel(new TenantId(tenant), ChannelId.Parse(channel)))); }
        }
        return [.. due.OrderBy(found => found.At).Take(max).Select(found => found.Channel)];
    }

    private SqliteStatement? Next(Guid tenant, string channel)
    {
        if (_nextChannel.Add(tenant).Add(channel).Read()) { return _nextChannel; }
        return _nextTenant.Add(tenant).Read() ? _nextTenant : null;
    }
}
