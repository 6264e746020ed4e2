using Orleans.GrainHost.Engine;

namespace Orleans.Runtime;

/// <summary>
/// Values that travel with a call and with the calls which follow from it; nothing travels back. It is a carrier, not a
/// proof of anything. The dictionary is replaced at every change, so that a call in flight keeps what it was sent with.
/// </summary>
public static class RequestContext
{
    internal const string CallChainKey = "#CCR";

    private static readonly AsyncLocal<Dictionary<string, object>?> Flow = new();

    /// <summary>The open call chain, or an empty guid.</summary>
    public static Guid ReentrancyId
    {
        get => Get(CallChainKey) is Guid id ? id : Guid.Empty;
        set
        {
            if (value == Guid.Empty)
            {
                Remove(CallChainKey);
            }
            else
            {
                Set(CallChainKey, value);
            }
        }
    }

    public static IEnumerable<string> Keys => Flow.Value?.Keys ?? Enumerable.Empty<string>();

    public static IEnumerable<KeyValuePair<string, object>> Entries => Flow.Value ?? Enumerable.Empty<KeyValuePair<string, object>>();

    internal static Dictionary<string, object>? Values
    {
        get => Flow.Value;
        set => Flow.Value = value;
    }

    public static object? Get(string key) => Flow.Value is { } values && values.TryGetValue(key, out var value) ? value : null;

    public static void Set(string key, object value)
    {
        var values = Flow.Value is { } current ? new Dictionary<string, object>(current) : new Dictionary<string, object>(1);
        values[key] = value;
        Flow.Value = values;
    }

    public static bool Remove(string key)
    {
        if (Flow.Value is not { } current || !current.ContainsKey(key))
        {
            return false;
        }
        var values = new Dictionary<string, object>(current);
        values.Remove(key);
        Flow.Value = values.Count == 0 ? null : values;
        return true;
    }

    public static void Clear()
    {
        if (Flow.Value is not null)
        {
            Flow.Value = null;
        }
    }

    /// <summary>Until disposed, calls that follow from this one may enter this grain again.</summary>
    public static ReentrancySection AllowCallChainReentrancy()
    {
        var original = ReentrancyId;
        return new ReentrancySection(original, original == Guid.Empty ? WorkGroup.NewGuid() : original);
    }

    /// <summary>Until disposed, calls that follow from this one wait their turn.</summary>
    public static ReentrancySection SuppressCallChainReentrancy() => new(ReentrancyId, Guid.Empty);

    /// <summary>A stretch of code with its own rule about re-entry.</summary>
    public readonly struct ReentrancySection : IDisposable
    {
        private readonly Guid _original;
        private readonly Guid _current;

        public ReentrancySection(Guid originalReentrancyId, Guid newReentrancyId)
        {
            _original = originalReentrancyId;
            _current = newReentrancyId;
            if (_current != _original)
            {
                ReentrancyId = _current;
            }
            if (_current != Guid.Empty)
            {
                Activation.Current?.EnterReentrantSection(_current);
            }
        }

        public void Dispose()
        {
            if (_current != Guid.Empty)
            {
                Activation.Current?.LeaveReentrantSection(_current);
            }
            if (_current != _original)
            {
                ReentrancyId = _original;
            }
        }
    }
}
