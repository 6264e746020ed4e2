using Orleans.Runtime;

namespace Orleans.GrainHost.Engine.Lifecycle;

/// <summary>Starts its observers stage by stage, and stops those that were started in reverse.</summary>
internal sealed class LifecycleSubject : IGrainLifecycle, ISiloLifecycle
{
    private readonly List<Subscription> _subscriptions = [];
    private int _highestStarted = int.MinValue;

    public int HighestCompletedStage { get; private set; } = int.MinValue;

    public int LowestStoppedStage { get; private set; } = int.MaxValue;

    public bool IsEmpty => _subscriptions.Count == 0;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var subscription = new Subscription(this, stage, observer);
        lock (_subscriptions)
        {
            _subscriptions.Add(subscription);
        }
        return subscription;
    }

    public async Task Start(CancellationToken cancellationToken)
    {
        foreach (var stage in Stages().Order().ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            _highestStarted = stage;
            await Task.WhenAll(At(stage).Select(observer => observer.OnStart(cancellationToken)));
            HighestCompletedStage = stage;
        }
    }

    /// <summary>Every observer is stopped whatever the others do; the failures are thrown together.</summary>
    public async Task Stop(CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        foreach (var stage in Stages().Where(stage => stage <= _highestStarted).OrderDescending().ToList())
        {
            foreach (var observer in At(stage))
            {
                try
                {
                    await observer.OnStop(cancellationToken);
                }
                catch (Exception exception)
                {
                    failures.Add(exception);
                }
            }
            LowestStoppedStage = stage;
        }
        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    private IEnumerable<int> Stages()
    {
        lock (_subscriptions)
        {
            return _subscriptions.Select(subscription => subscription.Stage).Distinct().ToList();
        }
    }

    private List<ILifecycleObserver> At(int stage)
    {
        lock (_subscriptions)
        {
            return [.. _subscriptions.Where(subscription => subscription.Stage == stage).Select(subscription => subscription.Observer)];
        }
    }

    private sealed record Subscription(LifecycleSubject Subject, int Stage, ILifecycleObserver Observer) : IDisposable
    {
        public void Dispose()
        {
            lock (Subject._subscriptions)
            {
                Subject._subscriptions.Remove(this);
            }
        }
    }
}
