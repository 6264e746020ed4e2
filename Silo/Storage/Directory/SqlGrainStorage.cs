using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Orleans.Storage;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>
/// Where grains that belong to no tenant keep their record (routes, exchanges, people): a JSON document and a version, which is the etag.
/// The same on both engines and both databases.
/// </summary>
internal sealed class SqlGrainStorage(IDirectoryConnections connections) : IGrainStorage
{
    private const string ReadSql = """
        SELECT version AS Version, CAST(state AS text) AS State FROM grain_storage WHERE state_name = @name AND grain_id = @grain
        """;

    private const string InsertSql = """
        INSERT INTO grain_storage (state_name, grain_id, version, state) VALUES (@name, @grain, 1, CAST(@state AS {0}))
        ON CONFLICT DO NOTHING
        """;

    private const string UpdateSql = """
        UPDATE grain_storage SET version = version + 1, state = CAST(@state AS {0})
        WHERE state_name = @name AND grain_id = @grain AND version = @version
        """;

    private const string DeleteSql = "DELETE FROM grain_storage WHERE state_name = @name AND grain_id = @grain AND version = @version";

    /// <inheritdoc />
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Reach(connections.Read(async connection =>
    {
        var key = new { name = stateName, grain = grainId.ToString() };
        var stored = await connection.QuerySingleOrDefaultAsync<StoredRecord>(ReadSql, key);
        grainState.RecordExists = stored is not null;
        grainState.ETag = stored?.Version.ToString(CultureInfo.InvariantCulture);
        if (stored is not null) { grainState.State = JsonSerializer.Deserialize<T>(stored.State)!; }
        return true;
    }, CancellationToken.None));

    /// <inheritdoc />
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Reach(connections.Write(async connection =>
    {
        var version = VersionOf(grainState);
        var row = new { name = stateName, grain = grainId.ToString(), version, state = JsonSerializer.Serialize(grainState.State) };
        var sql = string.Format(CultureInfo.InvariantCulture, version == 0 ? InsertSql : UpdateSql, JsonTypeOf(connection));
        Require(await connection.ExecuteAsync(sql, row), grainState);
        grainState.ETag = (version + 1).ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
        return true;
    }, CancellationToken.None));

    /// <inheritdoc />
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Reach(connections.Write(async connection =>
    {
        if (VersionOf(grainState) is var version and > 0)
        {
            Require(await connection.ExecuteAsync(DeleteSql, new { name = stateName, grain = grainId.ToString(), version }), grainState);
        }
        (grainState.ETag, grainState.RecordExists) = (null, false);
        return true;
    }, CancellationToken.None));

    private static async Task Reach(Task done)
    {
        try
        {
            await done;
        }
        catch (DbException failure)
        {
            throw new StoreUnavailableException("The directory cannot be reached or is too slow.", failure);
        }
    }

    private static void Require<T>(int changed, IGrainState<T> read)
    {
        if (changed != 1) { throw new InconsistentStateException("Another activation wrote the record.", "another", read.ETag); }
    }

    private static long VersionOf<T>(IGrainState<T> read) => read.ETag is { } etag ? long.Parse(etag, CultureInfo.InvariantCulture) : 0;

    private static string JsonTypeOf(DbConnection connection) => connection is Npgsql.NpgsqlConnection ? "json" : "blob";

    private sealed record StoredRecord
    {
        public long Version { get; init; }

        public string State { get; init; } = "";
    }
}
