using System.Collections.Frozen;

namespace Platform.FreeSwitch;

/// <summary>
/// The parameters of one request of the switch. Names are case-insensitive, as they are to the switch itself. Of a doubled name the first
/// value counts: the switch never doubles one, so what follows was added by somebody else.
/// </summary>
internal sealed class SwitchParameters
{
    /// <summary>Most parameters read; a SIP call with all its variables has about 150.</summary>
    internal const int CountMax = 2_000;

    private readonly FrozenDictionary<string, string> _values;

    internal SwitchParameters(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in pairs.Take(CountMax))
        {
            values.TryAdd(name, value);
        }
        _values = values.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    internal static SwitchParameters Empty { get; } = new([]);

    /// <summary>The parameter's value without surrounding space, or <c>null</c> where it is absent or blank.</summary>
    internal string? this[string name] =>
        _values.TryGetValue(name, out var value) && value.AsSpan().Trim() is { Length: > 0 } text ? text.ToString() : null;

    /// <summary>The first of the names that has a value.</summary>
    internal string? First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (this[name] is { } value)
            {
                return value;
            }
        }
        return null;
    }

    internal int Count => _values.Count;
}
