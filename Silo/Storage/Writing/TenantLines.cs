namespace Platform.Storage;

/// <summary>
/// Writes that wait, in a line per tenant. Tenants take turns, one write each, so that a tenant with a thousand writes holds nobody up by
/// more than one; a tenant's own writes keep their order. A tenant without writes takes no memory. Not safe for use by two threads at once.
/// </summary>
internal sealed class TenantLines
{
    private readonly Dictionary<Guid, Queue<StoreWrite>> _lines = [];
    private readonly Queue<Guid> _turns = [];
    private readonly List<Guid> _resting = [];
    private readonly Stack<Queue<StoreWrite>> _spare = [];

    /// <summary>Empty lines kept for the next tenant, so that a busy moment allocates little.</summary>
    private const int SpareMax = 64;

    /// <summary>How many writes wait.</summary>
    public int Count { get; private set; }

    /// <summary>How many writes of a tenant wait.</summary>
    public int CountOf(Guid tenant) => _lines.TryGetValue(tenant, out var line) ? line.Count : 0;

    /// <summary>Puts a write at the end of its tenant's line.</summary>
    public void Add(StoreWrite write)
    {
        if (!_lines.TryGetValue(write.TenantKey, out var line))
        {
            line = _spare.Count > 0 ? _spare.Pop() : [];
            _lines.Add(write.TenantKey, line);
            _turns.Enqueue(write.TenantKey);
        }
        line.Enqueue(write);
        Count++;
    }

    /// <summary>
    /// Takes the next write, if <paramref name="fits"/> says that it may be taken now; otherwise its tenant rests until <see
    /// cref="EndBatch"/> and the next tenant is asked.
    /// </summary>
    public StoreWrite? Take(Func<StoreWrite, bool> fits)
    {
        while (_turns.TryDequeue(out var tenant))
        {
            var line = _lines[tenant];
            if (!fits(line.Peek()))
            {
                _resting.Add(tenant);
                continue;
            }
            var write = line.Dequeue();
            Count--;
            if (line.Count > 0) { _turns.Enqueue(tenant); }
            else { Leave(tenant, line); }
            return write;
        }
        return null;
    }

    /// <summary>Those that had to rest are asked again, after those that wait for their turn.</summary>
    public void EndBatch()
    {
        foreach (var tenant in _resting) { _turns.Enqueue(tenant); }
        _resting.Clear();
    }

    private void Leave(Guid tenant, Queue<StoreWrite> line)
    {
        _lines.Remove(tenant);
        if (_spare.Count < SpareMax) { _spare.Push(line); }
    }
}
