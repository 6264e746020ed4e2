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
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = new { name = stateName, grain = grainId.ToString() };
        var stored = await Reach(connections.Read(
            connection => connection.QuerySingleOrDefaultAsync<StoredRecord>(ReadSql, key), CancellationToken.None));
        grainState.RecordExists = stored is not null;
        grainState.ETag = stored?.Version.ToString(CultureInfo.InvariantCulture);
        if (stored is not null) { grainState.State = JsonSerializer.Deserialize<T>(stored.State)!; }
    }

    /// <inheritdoc />
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        // Before anything is waited for: what is written is the state of this moment, whatever calls come between.
        var version = VersionOf(grainState);
        var row = new { name = stateName, grain = grainId.ToString(), version, state = JsonSerializer.Serialize(grainState.State) };
        var sql = version == 0 ? InsertSql : UpdateSql;
        var written = await Reach(connections.Write(
            connection => connection.ExecuteAsync(string.Format(CultureInfo.InvariantCulture, sql, JsonTypeOf(connection)), row),
            CancellationToken.None));
        Require(written, grainState);
        grainState.ETag = (version + 1).ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
    }

    /// <inheritdoc />
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (VersionOf(grainState) is var version and > 0)
        {
            var key = new { name = stateName, grain = grainId.ToString(), version };
            Require(await Reach(connections.Write(connection => connection.ExecuteAsync(DeleteSql, key), CancellationToken.None)), grainState);
        }
        (grainState.ETag, grainState.RecordExists) = (null, false);
    }

    private static async Task<T> Reach<T>(Task<T> answer)
    {
        try
        {
            return await answer;
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
