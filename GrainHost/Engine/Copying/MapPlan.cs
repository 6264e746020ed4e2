using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace Orleans.GrainHost.Engine.Copying;

/// <summary>Copies dictionaries into new ones of the same kind and comparer.</summary>
internal sealed class MapPlan<TKey, TValue> : CopyPlan
    where TKey : notnull
{
    private readonly CopyPlan? _key = ForDeclared(typeof(TKey));
    private readonly CopyPlan? _value = ForDeclared(typeof(TValue));

    public override object? Copy(object? value, CopyContext context)
    {
        if (value is null)
        {
            return null;
        }
        if (context.TryGet(value, out var known))
        {
            return known;
        }

        // The empty copy is remembered before the entries are copied, since they may lead back to it.
        var copy = Empty(value);
        if (copy is null)
        {
            return Build(value, Entries(value, context));
        }
        context.Remember(value, copy);
        foreach (var (key, entry) in Entries(value, context))
        {
            copy.Add(key, entry);
        }
        return copy;
    }

    private static IDictionary<TKey, TValue>? Empty(object original) => original switch
    {
        Dictionary<TKey, TValue> map => new Dictionary<TKey, TValue>(map.Count, map.Comparer),
        SortedDictionary<TKey, TValue> map => new SortedDictionary<TKey, TValue>(map.Comparer),
        SortedList<TKey, TValue> map => new SortedList<TKey, TValue>(map.Count, map.Comparer),
        ConcurrentDictionary<TKey, TValue> map => new ConcurrentDictionary<TKey, TValue>(map.Comparer),
        _ => null,
    };

    private static object Build(object original, List<KeyValuePair<TKey, TValue>> entries) => original switch
    {
        ReadOnlyDictionary<TKey, TValue> => new ReadOnlyDictionary<TKey, TValue>(new Dictionary<TKey, TValue>(entries)),
        ImmutableDictionary<TKey, TValue> map => ImmutableDictionary.CreateRange(map.KeyComparer, map.ValueComparer, entries),
        ImmutableSortedDictionary<TKey, TValue> map => ImmutableSortedDictionary.CreateRange(map.KeyComparer, map.ValueComparer, entries),
        _ => throw new InvalidOperationException($"{original.GetType()} has no way to be filled."),
    };

    private List<KeyValuePair<TKey, TValue>> Entries(object original, CopyContext context)
    {
        var entries = new List<KeyValuePair<TKey, TValue>>();
        foreach (var (key, value) in (IEnumerable<KeyValuePair<TKey, TValue>>)original)
        {
            entries.Add(new(
                _key is null ? key : (TKey)_key.Copy(key, context)!,
                _value is null ? value : (TValue)_value.Copy(value, context)!));
        }
        return entries;
    }
}
