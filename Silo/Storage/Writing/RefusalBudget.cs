using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>How many refusals are written: so many a minute for each tenant and for nobody; the rest are counted.</summary>
internal sealed class RefusalBudget(TimeProvider clock, int writtenMax)
{
    // Tenants refused within a minute; past it an attack goes over all of them, and is counted as nobody's.
    private const int TenantsMax = 1_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Count> _counts = [];

    /// <summary>
    /// Counts a refusal: whether it is to be written, and how many were not in the window that has just ended.
    /// </summary>
    public (bool Written, int NotWritten) Take(TenantId? tenant)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var key = tenant?.Value ?? Guid.Empty;
            if (!_counts.ContainsKey(key) && _counts.Count >= TenantsMax) { RemoveEnded(now); }
            if (!_counts.ContainsKey(key) && _counts.Count >= TenantsMax) { key = Guid.Empty; }

            var count = _counts.GetValueOrDefault(key, new Count(now, 0));
            var ended = now - count.Since >= Window || now < count.Since;
            var notWritten = ended ? Math.Max(0, count.Refusals - writtenMax) : 0;
            var next = ended ? new Count(now, 1) : count with { Refusals = count.Refusals + 1 };
            _counts[key] = next;
            return (next.Refusals <= writtenMax, notWritten);
        }
    }

    // Windows that still owe their count stay until they have said it.
    private void RemoveEnded(DateTimeOffset now)
    {
        foreach (var (key, count) in _counts)
        {
            if (now - count.Since >= Window && count.Refusals <= writtenMax) { _counts.Remove(key); }
        }
    }

    private readonly record struct Count(DateTimeOffset Since, int Refusals);
}
