using System.Diagnostics;

namespace Orleans.Configuration;

/// <summary>When idle activations end.</summary>
public class GrainCollectionOptions
{
    /// <summary>How often idle activations are looked for. Default: one minute.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long an activation may go without a call; more than the quantum. Default: 15 minutes.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The age by full class name.</summary>
    public Dictionary<string, TimeSpan> ClassSpecificCollectionAge { get; set; } = [];

    /// <summary>How long an activation may take to start. Default: 30 seconds.</summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an activation may take to end. Default: 30 seconds.</summary>
    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>How calls are sent.</summary>
public abstract class MessagingOptions
{
    private TimeSpan _responseTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long a caller waits. Default: 30 seconds, or <see cref="ResponseTimeoutWithDebugger"/> under a debugger.</summary>
    public TimeSpan ResponseTimeout
    {
        get => Debugger.IsAttached ? ResponseTimeoutWithDebugger : _responseTimeout;
        set => _responseTimeout = value;
    }

    /// <summary>Default: 30 minutes.</summary>
    public TimeSpan ResponseTimeoutWithDebugger { get; set; } = TimeSpan.FromMinutes(30);
}

/// <summary>How calls are sent and received by the host.</summary>
public class SiloMessagingOptions : MessagingOptions
{
    /// <summary>How often a call is passed on from an activation that ended. Default: 2.</summary>
    public int MaxForwardCount { get; set; } = 2;

    /// <summary>More waiting calls than this on one activation are logged. Default: 0, which is off.</summary>
    public int MaxEnqueuedRequestsSoftLimit { get; set; }

    /// <summary>More waiting calls than this on one activation are refused. Default: 0, which is off.</summary>
    public int MaxEnqueuedRequestsHardLimit { get; set; }

    /// <summary>The soft limit of stateless workers. Default: 0, which is off.</summary>
    public int MaxEnqueuedRequestsSoftLimit_StatelessWorker { get; set; }

    /// <summary>The hard limit of stateless workers. Default: 0, which is off.</summary>
    public int MaxEnqueuedRequestsHardLimit_StatelessWorker { get; set; }
}

/// <summary>The names of the cluster; accepted so that both engines share their wiring.</summary>
public class ClusterOptions
{
    public string ClusterId { get; set; } = "default";

    /// <summary>Part of durable keys: it must not change between deployments.</summary>
    public string ServiceId { get; set; } = "default";
}

/// <summary>Of storage that lasts as long as the process; there is nothing to choose here.</summary>
public class MemoryGrainStorageOptions;
