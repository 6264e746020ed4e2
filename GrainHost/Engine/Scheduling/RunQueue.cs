using System.Security.Cryptography;

namespace Orleans.GrainHost.Engine;

/// <summary>Decides which of the groups that have work runs next, and where randomness comes from.</summary>
internal abstract class RunQueue(bool isDeterministic)
{
    /// <summary>True when one thread runs everything in an order drawn from a seed.</summary>
    public bool IsDeterministic { get; } = isDeterministic;

    /// <summary>Work comes to a group, in a deterministic queue. Called from any thread.</summary>
    public virtual void OnQueued(WorkGroup group)
    {
    }

    /// <summary>The group has work and is not in the queue. Called from any thread.</summary>
    public abstract void Add(WorkGroup group);

    public abstract Guid NewGuid();
}

/// <summary>The normal queue: the thread pool.</summary>
internal sealed class ThreadPoolQueue() : RunQueue(isDeterministic: false)
{
    public static ThreadPoolQueue Instance { get; } = new();

    public override void Add(WorkGroup group) => ThreadPool.UnsafeQueueUserWorkItem(group, preferLocal: true);

    public override Guid NewGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return new Guid(bytes);
    }
}
