using Orleans.Runtime;

namespace Orleans;

/// <summary>The least a grain class must offer; <see cref="Grain"/> is the usual base.</summary>
public interface IGrainBase
{
    IGrainContext GrainContext { get; }

    /// <summary>Runs in the grain's turn before the first call. A failure reaches every waiting caller.</summary>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>Runs in the grain's turn after the last call; not on a crash. A failure is only logged.</summary>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
