using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.GrainHost.Engine;

/// <summary>One grain class in one host, with the activations there are of it.</summary>
internal sealed class GrainClass
{
    private readonly ConcurrentDictionary<IdSpan, IMailbox> _mailboxes;
    private readonly Func<Activation, object?>[] _sources;

    public GrainClass(GrainEngine engine, ClassShape shape)
    {
        Engine = engine;
        Shape = shape;
        _sources = shape.Constructor.Resolve(engine);
        _mailboxes = engine.RunQueue.IsDeterministic ? new(1, 31) : new();
        var messaging = engine.Messaging;
        (WaitingWarning, WaitingLimit) = shape.Worker is null
            ? (messaging.MaxEnqueuedRequestsSoftLimit, messaging.MaxEnqueuedRequestsHardLimit)
            : (messaging.MaxEnqueuedRequestsSoftLimit_StatelessWorker, messaging.MaxEnqueuedRequestsHardLimit_StatelessWorker);
        var collection = engine.Collection;
        IdleAge = shape.AgeLimit
            ?? (collection.ClassSpecificCollectionAge.TryGetValue(shape.Type.FullName!, out var age) ? age : collection.CollectionAge);
    }

    public GrainEngine Engine { get; }

    public ClassShape Shape { get; }

    /// <summary>Zero for none.</summary>
    public int WaitingWarning { get; }

    /// <summary>Zero for none.</summary>
    public int WaitingLimit { get; }

    /// <summary>Infinite for never.</summary>
    public TimeSpan IdleAge { get; }

    public void Deliver(IdSpan key, Request request)
    {
        while (true)
        {
            if (!_mailboxes.TryGetValue(key, out var mailbox))
            {
                if (!Engine.MayActivate)
                {
                    request.Fail(new SiloUnavailableException("The host of grains stops and makes no new activations."));
                    return;
                }
                mailbox = NewMailbox(key);
                if (!_mailboxes.TryAdd(key, mailbox))
                {
                    continue;
                }
                Engine.OnMade(mailbox);
            }
            if (mailbox.Receive(request))
            {
                return;
            }

            // It has just ended: remove it only if it is still the one, since a successor may have come.
            ((ICollection<KeyValuePair<IdSpan, IMailbox>>)_mailboxes).Remove(new(key, mailbox));
        }
    }

    public object CreateInstance(Activation activation) => Shape.Constructor.Create(_sources, activation);

    public void Remove(Activation activation)
    {
        if (Shape.Worker is null)
        {
            ((ICollection<KeyValuePair<IdSpan, IMailbox>>)_mailboxes).Remove(new(activation.Key, activation));
        }
        else if (_mailboxes.TryGetValue(activation.Key, out var pool))
        {
            ((WorkerPool)pool).Remove(activation);
        }
    }

    public void Remove(WorkerPool pool, IdSpan key) => ((ICollection<KeyValuePair<IdSpan, IMailbox>>)_mailboxes).Remove(new(key, pool));

    public IEnumerable<Activation> Activations() => _mailboxes.Values.SelectMany(mailbox => mailbox.Activations());

    private IMailbox NewMailbox(IdSpan key) =>
        Shape.Worker is { } worker ? new WorkerPool(this, key, worker.MaxLocalWorkers) : new Activation(this, key);
}

/// <summary>What answers to a key: an activation, or several workers.</summary>
internal interface IMailbox
{
    /// <summary>False when it has ended and the request must go elsewhere.</summary>
    bool Receive(Request request);

    IEnumerable<Activation> Activations();
}
