using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.GrainHost.Engine.State;

/// <summary>Keeps states as JSON, so that nothing is shared with the grain, and checks etags as a database would.</summary>
internal sealed class MemoryGrainStorage : IGrainStorage
{
    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true };

    private readonly ConcurrentDictionary<(string State, GrainId Grain), Record> _records = new();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_records.TryGetValue((stateName, grainId), out var record))
        {
            (grainState.State, grainState.ETag, grainState.RecordExists) = 
                (JsonSerializer.Deserialize<T>(record.Json, Json), record.Etag, true);
        }
        else
        {
            (grainState.State, grainState.ETag, grainState.RecordExists) = (FreshState.Of<T>(), null, false);
        }
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(grainState.State, Json);
        var written = _records.AddOrUpdate(
            (stateName, grainId),
            _ => grainState.ETag is null ? new Record(json, 1) : throw Conflict(null, grainState.ETag),
            (_, record) => record.Etag == grainState.ETag
                ? new Record(json, record.Version + 1)
                : throw Conflict(record.Etag, grainState.ETag));
        (grainState.ETag, grainState.RecordExists) = (written.Etag, true);
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_records.TryGetValue((stateName, grainId), out var record)
            && (record.Etag != grainState.ETag || !_records.TryRemove(new((stateName, grainId), record))))
        {
            throw Conflict(record.Etag, grainState.ETag);
        }
        (grainState.State, grainState.ETag, grainState.RecordExists) = (FreshState.Of<T>(), null, false);
        return Task.CompletedTask;
    }

    private static InconsistentStateException Conflict(string? stored, string? current) =>
        new($"The stored etag is {stored ?? "none"}, not {current ?? "none"}.", stored, current);

    private sealed record Record(byte[] Json, int Version)
    {
        public string Etag { get; } = Version.ToString(CultureInfo.InvariantCulture);
    }
}
