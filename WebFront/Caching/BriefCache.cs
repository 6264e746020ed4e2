using System.Collections.Concurrent;

namespace Platform.Caching;

/// <summary>
/// Remembers values for a short time. Holds at most <paramref name="entriesMax"/>; when full it forgets everything and begins anew.
/// </summary>
internal sealed class BriefCache<TKey, TValue>(int entriesMax, TimeSpan freshFor, TimeProvider clock)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, (TValue Value, long StoredAt)> _entries = new();

    /// <summary>The value, while it is fresh.</summary>
    internal bool TryGet(TKey key, out TValue value) => TryGet(key, freshFor, out value);

    /// <summary>
    /// The value, however short-lived its use otherwise is, up to <paramref name="ageMax"/>: for when its source is down.
    /// </summary>
    internal bool TryGet(TKey key, TimeSpan ageMax, out TValue value)
    {
        var found = _entries.TryGetValue(key, out var entry) && clock.GetElapsedTime(entry.StoredAt) < ageMax;
        value = found ? entry.Value : default!;
        return found;
    }

    internal void Put(TKey key, TValue value)
    {
        if (_entries.Count >= entriesMax)
        {
            _entries.Clear();
        }
        _entries[key] = (value, clock.GetTimestamp());
    }

    internal void Forget(TKey key) => _entries.TryRemove(key, out _);

    /// <summary>Forgets all whose keys match.</summary>
    internal void ForgetAll(Func<TKey, bool> matches)
    {
        foreach (var key in _entries.Keys.Where(matches)) { Forget(key); }
    }
}
