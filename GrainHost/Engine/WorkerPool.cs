using Orleans.Runtime;

namespace Orleans.GrainHost.Engine;

/// <summary>
/// The activations of a stateless worker for one key: an idle one is preferred in the order of their making, then a new one
/// while there may be more, then the one with the shortest queue.
/// </summary>
internal sealed class WorkerPool(GrainClass grainClass, IdSpan key, int workersMax) : IMailbox
{
    private readonly List<Activation> _workers = [];
    private bool _hasEnded;

    public bool Receive(Request request)
    {
        lock (_workers)
        {
            while (!_hasEnded)
            {
                var worker = Choose();
                if (worker.Receive(request))
                {
                    return true;
                }
                _workers.Remove(worker);
            }
            return false;
        }
    }

    public void Remove(Activation worker)
    {
        lock (_workers)
        {
            _workers.Remove(worker);
            if (_workers.Count == 0)
            {
                _hasEnded = true;
                grainClass.Remove(this, key);
            }
        }
    }

    public IEnumerable<Activation> Activations()
    {
        lock (_workers)
        {
            return [.. _workers];
        }
    }

    private Activation Choose()
    {
        if (_workers.Find(worker => worker.IsInactive) is { } idle)
        {
            return idle;
        }
        if (_workers.Count >= workersMax)
        {
            return _workers.MinBy(worker => worker.WaitingCount)!;
        }
        var made = new Activation(grainClass, key);
        _workers.Add(made);
        grainClass.Engine.OnMade(made);
        return made;
    }
}
