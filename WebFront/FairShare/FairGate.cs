using Microsoft.Extensions.Options;
using Platform.Tenancy;

namespace Platform.FairShare;

/// <summary>
/// Lets requests in, so many of each company at once and so many of all. Those that wait are let in company by company, in turns: a flood of
/// one costs another at most one place. A company without requests takes no memory.
/// </summary>
internal sealed class FairGate(IOptions<FairShareOptions> options, TimeProvider clock)
{
    private static readonly TaskCompletionSource _entered = Completed();

    private readonly Lock _lock = new();
    private readonly Dictionary<TenantId, Line> _lines = [];

    // Companies that have a request waiting and may have one more inside.
    private readonly Queue<TenantId> _turns = [];
    private int _inside;

    /// <summary>How many companies it knows of now.</summary>
    internal int Companies
    {
        get { lock (_lock) { return _lines.Count; } }
    }

    /// <summary>
    /// Lets a request in, perhaps after others; <c>false</c> when so many of its company wait, or for so long, that it had better come back. Whoever was let in
    /// calls <see cref="Leave"/>.
    /// </summary>
    internal async ValueTask<bool> Enter(TenantId tenant, CancellationToken cancellationToken)
    {
        if (Ask(tenant) is not { } place) { return false; }
        if (place.Task.IsCompletedSuccessfully) { return true; }

        try
        {
            await place.Task.WaitAsync(options.Value.WaitMax, clock, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            // Between the two it may have been let in after all.
            return !place.TrySetCanceled(CancellationToken.None);
        }
        catch (OperationCanceledException) when (!place.TrySetCanceled(cancellationToken))
        {
            return true;
        }
    }

    /// <summary>A request that was let in has ended.</summary>
    internal void Leave(TenantId tenant)
    {
        lock (_lock)
        {
            _inside--;
            var line = _lines[tenant];
            line.Inside--;
            QueueUp(tenant, line);
            LetIn();
            if (line.Inside == 0 && line.Waiting.Count == 0) { _lines.Remove(tenant); }
        }
    }

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }

    // Null when there is no place left to wait in.
    private TaskCompletionSource? Ask(TenantId tenant)
    {
        lock (_lock)
        {
            if (!_lines.TryGetValue(tenant, out var line)) { _lines.Add(tenant, line = new Line()); }
            if (HasPlace(line))
            {
                line.Inside++;
                _inside++;
                return _entered;
            }
            if (line.Waiting.Count >= options.Value.WaitingOfCompany) { DropCancelled(line); }
            if (line.Waiting.Count >= options.Value.WaitingOfCompany) { return null; }

            var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            line.Waiting.Enqueue(place);
            QueueUp(tenant, line);
            LetIn();
            return place;
        }
    }

    // Whoever waits already goes first.
    private bool HasPlace(Line line) =>
        line.Waiting.Count == 0 && line.Inside < options.Value.AtOnceOfCompany && _inside < options.Value.AtOnce && _turns.Count == 0;

    private void QueueUp(TenantId tenant, Line line)
    {
        if (line.IsQueued || line.Waiting.Count == 0 || line.Inside >= options.Value.AtOnceOfCompany) { return; }
        line.IsQueued = true;
        _turns.Enqueue(tenant);
    }

    private void LetIn()
    {
        while (_inside < options.Value.AtOnce && _turns.TryDequeue(out var tenant))
        {
            var line = _lines[tenant];
            line.IsQueued = false;
            if (line.Waiting.Dequeue().TrySetResult())
            {
                line.Inside++;
                _inside++;
            }
            QueueUp(tenant, line);
            if (line.Inside == 0 && line.Waiting.Count == 0) { _lines.Remove(tenant); }
        }
    }

    // Callers that hung up keep no place from those that did not.
    private static void DropCancelled(Line line)
    {
        for (var left = line.Waiting.Count; left > 0; left--)
        {
            var place = line.Waiting.Dequeue();
            if (!place.Task.IsCanceled) { line.Waiting.Enqueue(place); }
        }
    }

    private sealed class Line
    {
        public int Inside { get; set; }

        public bool IsQueued { get; set; }

        public Queue<TaskCompletionSource> Waiting { get; } = [];
    }
}
