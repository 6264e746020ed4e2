using System.Collections.Concurrent;
using System.Text.Json;
using Orleans.Storage;

namespace Platform.Tests.Conformance;

/// <summary>A storage that completes at once and fails on demand.</summary>
public sealed class FaultyStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<string, Func<Exception>> _failures = new();
    private readonly ConcurrentDictionary<string, string> _records = new();

    public ConcurrentDictionary<string, int> Writes { get; } = new();

    /// <summary>The next operation on this grain fails.</summary>
    public void FailNext(string key, Func<Exception> failure) => _failures[key] = failure;

    public string? Stored(string key) => _records.GetValueOrDefault(key);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ThrowIfAsked(grainId);
        if (_records.TryGetValue(grainId.Key.ToString()!, out var json))
        {
            grainState.State = JsonSerializer.Deserialize<T>(json);
            grainState.RecordExists = true;
            grainState.ETag = "1";
        }
        else
        {
            grainState.State = Activator.CreateInstance<T>();
            grainState.RecordExists = false;
            grainState.ETag = null;
        }
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ThrowIfAsked(grainId);
        var key = grainId.Key.ToString()!;
        Writes.AddOrUpdate(key, 1, (_, count) => count + 1);
        _records[key] = JsonSerializer.Serialize(grainState.State);
        grainState.RecordExists = true;
        grainState.ETag = "1";
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ThrowIfAsked(grainId);
        _records.TryRemove(grainId.Key.ToString()!, out _);
        grainState.RecordExists = false;
        grainState.ETag = null;
        grainState.State = Activator.CreateInstance<T>();
        return Task.CompletedTask;
    }

    private void ThrowIfAsked(GrainId grainId)
    {
        if (_failures.TryRemove(grainId.Key.ToString()!, out var failure))
        {
            throw failure();
        }
    }
}
