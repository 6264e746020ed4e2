using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Dapper;
using Platform.Identity;
using Platform.Storage;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.DataRights;

/// <summary>What is the same in every database: rows are read generically, from the tables that the catalogue lists.</summary>
internal abstract class PersonalData : IPersonalData
{
    /// <summary>Most rows of one table in an export: more is no person but a mistake, and would not fit in memory.</summary>
    private const int RowsMax = 200_000;

    /// <summary>Most identities of a person; people have a handful.</summary>
    private const int KeysMax = 64;

    private const string KeysSql = """
        SELECT peer_key AS found FROM identity_links WHERE tenant_id = @tenant AND identity_key = @peer
        UNION SELECT identity_key FROM identity_links WHERE tenant_id = @tenant AND peer_key IN (
            SELECT peer_key FROM identity_links WHERE tenant_id = @tenant AND identity_key = @peer UNION SELECT @peer)
        LIMIT @max
        """;

    private string ReportsSql => $"""
        SELECT s.* FROM message_statuses s JOIN messages m ON m.tenant_id = s.tenant_id AND m.channel_id = s.channel_id
            AND m.provider_message_id = s.provider_message_id
        WHERE m.tenant_id = @tenant AND m.peer_key {AmongKeys} LIMIT @max
        """;

    /// <summary>
    /// A provider's time of a message differs from ours, by its clock, by whole seconds and by how long sending took: for so long before an
    /// erasure, that time may not say that a message is older.
    /// </summary>
    private static readonly TimeSpan TimesDifferBy = TimeSpan.FromDays(1);

    private string RecentSql => $"""
        SELECT channel_id, provider_message_id FROM messages
        WHERE tenant_id = @tenant AND peer_key {AmongKeys} AND provider_message_id IS NOT NULL AND sent_at >= @since
        """;

    // Whether one of them is on its way to the gateway may change while this is read.
    private string OwedSql => $"""
        SELECT channel_id, text FROM outbox
        WHERE tenant_id = @tenant AND peer_key {AmongKeys} AND status < {(int)OutboxStatus.Sent}
        """;

    private const string RememberMessageSql =
        "INSERT INTO erased_messages (tenant_id, message_hash) VALUES (@tenant, @hash) ON CONFLICT (tenant_id, message_hash) DO NOTHING";

    private const string WasErasedSql = "SELECT 1 FROM erased_messages WHERE tenant_id = @tenant AND message_hash = @hash";

    private const string RememberErasureSql = """
        INSERT INTO erasures (tenant_id, person_hash, erased_at) VALUES (@tenant, @hash, @at)
        ON CONFLICT (tenant_id, person_hash) DO UPDATE SET erased_at = excluded.erased_at
        """;

    private const string ErasuresSql = "SELECT person_hash AS \"Hash\", erased_at AS \"At\" FROM erasures WHERE tenant_id = @tenant";

    private const string ErasedAtSql = "SELECT erased_at FROM erased_people WHERE tenant_id = @tenant AND person_hash = @hash";

    /// <inheritdoc />
    public Task<ImmutableArray<PeerKey>> FindKeys(TenantId tenant, PeerKey peer, CancellationToken cancellationToken) =>
        Read(tenant, async connection =>
        {
            var linked = await connection.QueryAsync<string>(KeysSql, new { tenant = Id(tenant), peer = peer.Text, max = KeysMax });
            return ImmutableArray.CreateRange(linked.Select(PeerKey.Parse).Prepend(peer).Distinct());
        }, cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<PersonalRows>> Read(TenantId tenant, ImmutableArray<PeerKey> keys, CancellationToken cancellationToken) =>
        Read(tenant, async connection =>
        {
            var found = ImmutableArray.CreateBuilder<PersonalRows>();
            foreach (var table in await Tables(connection))
            {
                var sql = $"SELECT * FROM {table.Name} WHERE tenant_id = @tenant AND {Condition(table)} LIMIT @max";
                found.Add(await Rows(connection, table.Name, sql, tenant, keys));
            }
            found.Add(await Rows(connection, "message_statuses", ReportsSql, tenant, keys));
            return found.ToImmutable();
        }, cancellationToken);

    /// <inheritdoc />
    public Task<DateTimeOffset?> ErasedAt(TenantId tenant, byte[] hash, CancellationToken cancellationToken) =>
        Read(tenant, async connection =>
        {
            var at = await connection.ExecuteScalarAsync(ErasedAtSql, new { tenant = Id(tenant), hash });
            return at is null or DBNull ? (DateTimeOffset?)null : Time(at);
        }, cancellationToken);

    /// <inheritdoc />
    public Task<bool> WasErased(TenantId tenant, byte[] messageHash, CancellationToken cancellationToken) => Read(
        tenant,
        async connection => await connection.ExecuteScalarAsync(WasErasedSql, new { tenant = Id(tenant), hash = messageHash }) is not null,
        cancellationToken);

    /// <summary>Notes the erasure in the registry, where it outlives the tenant's data: a backup that is older holds the person still.</summary>
    public Task Remember(TenantId tenant, Erasure erasure, CancellationToken cancellationToken) => Write(tenant, async connection =>
    {
        foreach (var hash in erasure.Hashes)
        {
            await connection.ExecuteAsync(RememberErasureSql, new { tenant = Id(tenant), hash, at = Stored(erasure.At) });
        }
        return true;
    }, cancellationToken);

    /// <summary>Whom the registry notes as erased, by hash, and when.</summary>
    public Task<ImmutableArray<(byte[] Hash, DateTimeOffset At)>> Erasures(TenantId tenant, CancellationToken cancellationToken) => Read(
        tenant,
        async connection => ImmutableArray.CreateRange(
            (await connection.QueryAsync<(byte[] Hash, object At)>(ErasuresSql, new { tenant = Id(tenant) }))
                .Select(erasure => (erasure.Hash, Time(erasure.At)))),
        cancellationToken);

    /// <summary>Keys of people of whom any table holds something, in order, from after this one on.</summary>
    public Task<ImmutableArray<PeerKey>> KeysAfter(TenantId tenant, string after, int max, CancellationToken cancellationToken) =>
        Read(tenant, async connection =>
        {
            var parts = (await Tables(connection)).Select(table => $"""
                SELECT found FROM (SELECT DISTINCT {table.KeyColumn} AS found FROM {table.Name}
                    WHERE tenant_id = @tenant AND {table.KeyColumn} > @after {table.OnlyPeople} ORDER BY 1 LIMIT @max) AS of_{table.Name}
                """);
            var sql = $"{string.Join(" UNION ", parts)} ORDER BY 1 LIMIT @max";
            var found = await connection.QueryAsync<string>(sql, new { tenant = Id(tenant), after, max });
            return ImmutableArray.CreateRange(found.Select(PeerKey.Parse));
        }, cancellationToken);

    /// <inheritdoc />
    public abstract Task<bool> HasErased(TenantId tenant, CancellationToken cancellationToken);

    /// <inheritdoc />
    public abstract Task<ImmutableArray<ErasedRows>> Erase(TenantId tenant, Erasure erasure, CancellationToken cancellationToken);

    /// <summary>Acts for the tenant in one transaction where the tenant's data is.</summary>
    protected abstract Task<T> Run<T>(TenantId tenant, bool writes, Func<DbConnection, Task<T>> act, CancellationToken cancellationToken);

    /// <summary>The tables with a column that names a person, or a person's grain.</summary>
    protected abstract Task<IEnumerable<PersonTable>> Tables(DbConnection connection);

    /// <summary>SQL: is one of <c>@keys</c>.</summary>
    protected abstract string AmongKeys { get; }

    /// <summary>The tenant's id as the database holds it.</summary>
    protected abstract object Id(TenantId tenant);

    /// <summary>A time as the database takes it.</summary>
    protected abstract object Stored(DateTimeOffset time);

    /// <summary>A time as the database gives it.</summary>
    protected abstract DateTimeOffset Time(object stored);

    /// <summary>Which rows of the table are the person's.</summary>
    protected string Condition(PersonTable table) => $"{table.KeyColumn} {AmongKeys} {table.OnlyPeople}";

    /// <summary>
    /// Notes messages that may be delivered again with a later time, and those that are still to be sent, under each of the person's keys: they
    /// may come by another one then.
    /// </summary>
    protected async Task RememberMessages(DbConnection connection, TenantId tenant, Erasure erasure)
    {
        var keys = erasure.Keys.Select(key => key.Text).ToArray();
        var recent = await connection.QueryAsync<(string Channel, string Id)>(
            RecentSql, new { tenant = Id(tenant), keys, since = Stored(erasure.At - TimesDifferBy) });
        var owed = await connection.QueryAsync<(string Channel, string Text)>(OwedSql, new { tenant = Id(tenant), keys });
        foreach (var person in erasure.Hashes)
        {
            var hashes = recent.Select(message => Tombstones.MessageHash(person, message.Channel, message.Id))
                .Concat(owed.Select(message => Tombstones.OwedHash(person, message.Channel, message.Text)));
            foreach (var hash in hashes) { await connection.ExecuteAsync(RememberMessageSql, new { tenant = Id(tenant), hash }); }
        }
    }

    /// <summary>Writes for the tenant in one transaction.</summary>
    protected Task<T> Write<T>(TenantId tenant, Func<DbConnection, Task<T>> act, CancellationToken cancellationToken) =>
        Reach(tenant, writes: true, act, cancellationToken);

    private Task<T> Read<T>(TenantId tenant, Func<DbConnection, Task<T>> act, CancellationToken cancellationToken) =>
        Reach(tenant, writes: false, act, cancellationToken);

    private async Task<T> Reach<T>(TenantId tenant, bool writes, Func<DbConnection, Task<T>> act, CancellationToken cancellationToken)
    {
        try
        {
            return await Run(tenant, writes, act, cancellationToken);
        }
        catch (DbException failure)
        {
            throw new StoreUnavailableException("The database cannot be reached or is too slow.", failure);
        }
    }

    private async Task<PersonalRows> Rows(
        DbConnection connection, string table, string sql, TenantId tenant, ImmutableArray<PeerKey> keys)
    {
        var parameters = new { tenant = Id(tenant), keys = keys.Select(key => key.Text).ToArray(), max = RowsMax };
        await using var reader = await connection.ExecuteReaderAsync(sql, parameters);
        List<Dictionary<string, object?>> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, column => Value(reader.GetValue(column))));
        }
        return new PersonalRows(table, JsonSerializer.Serialize(rows, ExportJson.Readable));
    }

    // Ids are blobs in one of the databases, and so are JSON documents.
    private static object? Value(object value) => value switch
    {
        DBNull => null,
        byte[] { Length: 16 } id => new Guid(id, bigEndian: true),
        byte[] bytes => System.Text.Encoding.UTF8.GetString(bytes),
        _ => value,
    };
}

/// <summary>A table that may hold rows about a person.</summary>
internal sealed record PersonTable(string Name, bool OfGrains)
{
    /// <summary>The column that names a person.</summary>
    public string KeyColumn => OfGrains ? "grain_key" : "peer_key";

    /// <summary>The condition that leaves out grains which are no person's.</summary>
    public string OnlyPeople => OfGrains ? "AND grain_type IN ('conversation', 'identity')" : "";
}

/// <summary>How exports are written: accents as they are.</summary>
internal static class ExportJson
{
    public static JsonSerializerOptions Readable { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
