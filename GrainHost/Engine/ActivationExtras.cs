using Microsoft.Extensions.DependencyInjection;
using Orleans.GrainHost.Engine.Lifecycle;
using Orleans.GrainHost.Engine.Sequences;
using Orleans.Runtime;

namespace Orleans.GrainHost.Engine;

/// <summary>What only some activations have.</summary>
internal sealed class ActivationExtras
{
    public ActivationId Id { get; set; }

    public AsyncServiceScope? Scope { get; set; }

    public LifecycleSubject? Lifecycle { get; set; }

    public TaskCompletionSource? Ended { get; set; }

    public Dictionary<Type, object>? Components { get; set; }

    /// <summary>Call chains that may enter, and how many sections hold each open.</summary>
    public Dictionary<Guid, int>? OpenChains { get; set; }

    public HashSet<GrainTimer>? Timers { get; set; }

    /// <summary>Not collected before this moment of the host's clock, in milliseconds.</summary>
    public long KeepUntil { get; set; }

    public DeactivationReason Reason { get; set; }

    /// <summary>Cancelled when the activation is to end before it has begun.</summary>
    public CancellationTokenSource? Starting { get; set; }

    /// <summary>Running calls that do not always interleave; kept for a class that is asked about them.</summary>
    public List<Request>? Running { get; set; }

    public SequenceHost? Sequences { get; set; }
}
