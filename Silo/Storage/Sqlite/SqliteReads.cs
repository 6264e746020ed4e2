using System.Collections.Immutable;
using Platform.Channels;
using Platform.Conversations;
using Platform.Identity;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>The statements that read, on one connection.</summary>
internal sealed class SqliteReads(SqliteSession session) : IDisposable
{
    private const string LoadSql = """
        SELECT t.mode, g.version, g.state FROM tenants AS t
        LEFT JOIN grain_states AS g ON g.tenant_id = ?1 AND g.grain_type = ?2 AND g.grain_key = ?3
        WHERE t.tenant_id = ?1
        """;

    private const string LinkedSql = """
        SELECT identity_key FROM identity_links WHERE tenant_id = ?1 AND peer_key = ?2 AND identity_key <> ?2 LIMIT ?3
        """;

    private const string LinesSql = """
        SELECT position, message_id, channel_id, direction, kind, text, sent_at, status FROM messages
        WHERE tenant_id = ? AND peer_key = ? AND position < ? ORDER BY position DESC LIMIT ?
        """;

    private const string DueAlarmsSql = """
        SELECT tenant_id, grain_type, grain_key, name, due_ticks FROM alarms
        WHERE call_at <= ? AND grain_hash % ? = ? ORDER BY call_at LIMIT ?
        """;

    private const string TenantsSql = """
        SELECT tenant_id, slug, name, status FROM tenants WHERE slug > ? AND status <> 3 ORDER BY slug LIMIT ?
        """;

    private const string ProbeSql = "SELECT count(*) FROM (SELECT 1 FROM tenants LIMIT 1)";

    private const string HasErasedSql = "SELECT count(*) FROM (SELECT 1 FROM erased_people WHERE tenant_id = ? LIMIT 1)";

    private readonly SqliteStatement _hasErased = session.Prepare(HasErasedSql);
    private readonly SqliteStatement _load = session.Prepare(LoadSql);
    private readonly SqliteStatement _linked = session.Prepare(LinkedSql);
    private readonly SqliteStatement _lines = session.Prepare(LinesSql);
    private readonly SqliteStatement _dueAlarms = session.Prepare(DueAlarmsSql);
    private readonly SqliteStatement _tenants = session.Prepare(TenantsSql);
    private readonly SqliteStatement _probe = session.Prepare(ProbeSql);

    /// <summary>What a channel has to send.</summary>
    public SqliteOutboxReads Outbox { get; } = new(session);

    /// <summary>Audit entries.</summary>
    public SqliteAuditReads Audit => field ??= new SqliteAuditReads(session);

    /// <summary>What was counted.</summary>
    public SqliteUsageReads Usage { get; } = new(session);

    /// <summary>Calls and work items.</summary>
    public SqliteLists Lists => field ??= new SqliteLists(session);

    public StoredState? Load(StateAddress address)
    {
        _load.Add(address.Tenant).Add(address.GrainType).Add(address.Key);
        if (!_load.Read()) { return null; }
        var mode = (TenantMode)_load.Integer(0);
        var state = _load.IsNull(1) ? null : new StoredState(_load.Integer(1), _load.Bytes(2));
        _load.Reset();
        return mode == TenantMode.Elsewhere && !address.IsRegistry ? throw new ElsewhereException() : state;
    }

    /// <summary>Whether anybody of the tenant was ever erased.</summary>
    public bool HasErased(TenantId tenant)
    {
        _hasErased.Add(tenant).Read();
        var has = _hasErased.Integer(0) > 0;
        _hasErased.Reset();
        return has;
    }

    public bool Probe() => _probe.Read() && !_probe.Read();

    /// <summary>The peer and the identities linked to it, each one's newest lines before the position.</summary>
    public List<PlacedLine> Lines(TenantId tenant, PeerKey peer, long before, int max)
    {
        List<string> peers = [peer.Text];
        _linked.Add(tenant).Add(peer.Text).Add(TranscriptPages.IdentitiesMax);
        while (_linked.Read()) { peers.Add(_linked.Text(0)); }

        List<PlacedLine> lines = [];
        foreach (var key in peers)
        {
            _lines.Add(tenant).Add(key).Add(before).Add(max);
            while (_lines.Read()) { lines.Add(new(_lines.Integer(0), Line())); }
        }
        return lines;
    }

    public ImmutableArray<DueAlarm> DueAlarms(int shard, int shards, DateTimeOffset now, int max)
    {
        var due = ImmutableArray.CreateBuilder<DueAlarm>();
        _dueAlarms.Add(now).Add(shards).Add(shard).Add(max);
        while (_dueAlarms.Read())
        {
            var target = new StateAddress(_dueAlarms.Tenant(0), _dueAlarms.Text(1), _dueAlarms.Text(2));
            due.Add(new DueAlarm(target, _dueAlarms.Text(3), new DateTimeOffset(_dueAlarms.Integer(4), TimeSpan.Zero)));
        }
        return due.DrainToImmutable();
    }

    public ImmutableArray<TenantRow> Tenants(string after, int max)
    {
        var page = ImmutableArray.CreateBuilder<TenantRow>();
        _tenants.Add(after).Add(max);
        while (_tenants.Read())
        {
            page.Add(new TenantRow(_tenants.Tenant(0), _tenants.Text(1), _tenants.Text(2), (TenantStatus)_tenants.Integer(3)));
        }
        return page.DrainToImmutable();
    }

    public void Dispose() => session.Dispose();

    private TranscriptLine Line() => new(
        _lines.Guid(1), ChannelId.Parse(_lines.Text(2)), (MessageDirection)_lines.Integer(3), (MessageKind)_lines.Integer(4),
        _lines.Text(5), _lines.Time(6), (DeliveryStatus)_lines.Integer(7));
}
