using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Platform.Identity;
using Platform.Plans;
using Platform.Storage;
using Platform.Tenancy;

namespace Platform.DataRights;

/// <summary>Expired messages in the file, and the conversations of which none is left.</summary>
internal static class SqliteExpiredTalk
{
    private const string NextPeerSql = "SELECT peer_key FROM messages WHERE tenant_id = ? AND peer_key > ? ORDER BY peer_key LIMIT 1";

    // A message's position is the time at which it was stored.
    private const string DeleteSql = """
        DELETE FROM messages WHERE tenant_id = ?1 AND peer_key = ?2 AND position IN (
            SELECT position FROM messages WHERE tenant_id = ?1 AND peer_key = ?2 AND position < ?3 ORDER BY position LIMIT ?4)
        RETURNING length(CAST(text AS BLOB))
        """;

    private const string FreeSql = """
        INSERT INTO usage_counters (tenant_id, period, meter, amount) VALUES (?, 0, ?, ?)
        ON CONFLICT DO UPDATE SET amount = amount + excluded.amount
        """;

    private const string NextStateSql = """
        SELECT grain_key FROM grain_states WHERE tenant_id = ? AND grain_type = 'conversation' AND grain_key > ? ORDER BY grain_key LIMIT 1
        """;

    private const string IsNeededSql = """
        SELECT 1 WHERE EXISTS (SELECT 1 FROM messages WHERE tenant_id = ?1 AND peer_key = ?2)
            OR EXISTS (SELECT 1 FROM outbox WHERE tenant_id = ?1 AND peer_key = ?2 AND is_open = 1)
            OR EXISTS (SELECT 1 FROM contacts WHERE tenant_id = ?1 AND peer_key = ?2 AND last_seen_at >= ?3)
            OR EXISTS (SELECT 1 FROM alarms WHERE tenant_id = ?1 AND grain_type = 'conversation' AND grain_key = ?2)
        """;

    // An identity that is linked to a number stays until the number's conversation is forgotten.
    private const string IdentitiesSql = """
        SELECT identity_key FROM identity_links WHERE tenant_id = ?1 AND peer_key = ?2
        UNION SELECT ?2 WHERE NOT EXISTS (SELECT 1 FROM identity_links WHERE tenant_id = ?1 AND identity_key = ?2)
        """;

    private static readonly string[] ForgetIdentitySql =
    [
        "DELETE FROM grain_states WHERE tenant_id = ? AND grain_type = 'identity' AND grain_key = ?",
        "DELETE FROM identity_links WHERE tenant_id = ? AND identity_key = ?",
    ];

    private static readonly string[] ForgetConversationSql =
    [
        "DELETE FROM grain_states WHERE tenant_id = ? AND grain_type = 'conversation' AND grain_key = ?",
        "DELETE FROM contacts WHERE tenant_id = ? AND peer_key = ?",
    ];

    internal static ExpiredBatch Messages(SqliteConnection connection, TenantId tenant, DateTimeOffset old, string after)
    {
        using var nextPeer = new SqliteStatement(connection, NextPeerSql);
        using var delete = new SqliteStatement(connection, DeleteSql);
        var (removed, freed, last) = (0L, 0L, after);
        for (var lookedAt = 0; lookedAt < ExpiredBounds.LookedAtMax; lookedAt++)
        {
            if (Next(nextPeer.Add(tenant).Add(last)) is not { } peer) { return Freed(connection, tenant, removed, freed, next: null); }
            delete.Add(tenant).Add(peer).Add(old.Micros()).Add(ExpiredBounds.RowsMax - removed);
            while (delete.Read()) { (removed, freed) = (removed + 1, freed + delete.Integer(0)); }
            if (removed >= ExpiredBounds.RowsMax) { break; }
            last = peer;
        }
        return Freed(connection, tenant, removed, freed, last);
    }

    internal static ExpiredBatch Conversations(SqliteConnection connection, TenantId tenant, DateTimeOffset old, string after)
    {
        using var nextState = new SqliteStatement(connection, NextStateSql);
        using var isNeeded = new SqliteStatement(connection, IsNeededSql);
        var (last, removed, forgotten) = (after, 0L, ImmutableArray.CreateBuilder<PeerKey>());
        for (var lookedAt = 0; lookedAt < ExpiredBounds.LookedAtMax; lookedAt++)
        {
            if (Next(nextState.Add(tenant).Add(last)) is not { } peer) { return new ExpiredBatch(removed, Next: null, forgotten.ToImmutable()); }
            last = peer;
            var needed = isNeeded.Add(tenant).Add(peer).Add(old).Read();
            isNeeded.Reset();
            if (needed) { continue; }
            forgotten.AddRange(Forget(connection, tenant, peer).Select(PeerKey.Parse));
            removed++;
        }
        return new ExpiredBatch(removed, last, forgotten.ToImmutable());
    }

    private static HashSet<string> Forget(SqliteConnection connection, TenantId tenant, string peer)
    {
        HashSet<string> identities = [];
        using (var found = new SqliteStatement(connection, IdentitiesSql))
        {
            found.Add(tenant).Add(peer);
            while (found.Read()) { identities.Add(found.Text(0)); }
        }
        foreach (var identity in identities) { Run(connection, ForgetIdentitySql, tenant, identity); }
        Run(connection, ForgetConversationSql, tenant, peer);
        identities.Add(peer);
        return identities;
    }

    private static void Run(SqliteConnection connection, string[] statements, TenantId tenant, string key)
    {
        foreach (var sql in statements)
        {
            using var statement = new SqliteStatement(connection, sql);
            statement.Add(tenant).Add(key).Run();
        }
    }

    private static string? Next(SqliteStatement statement)
    {
        var next = statement.Read() ? statement.Text(0) : null;
        statement.Reset();
        return next;
    }

    private static ExpiredBatch Freed(SqliteConnection connection, TenantId tenant, long removed, long freed, string? next)
    {
        if (freed > 0)
        {
            using var free = new SqliteStatement(connection, FreeSql);
            free.Add(tenant).Add((long)Meter.StorageBytes).Add(-freed).Run();
        }
        return new ExpiredBatch(removed, next, []);
    }
}
