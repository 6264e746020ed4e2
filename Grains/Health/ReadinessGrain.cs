using Orleans.Concurrency;
using Platform.Turns;

namespace Platform.Health;

[GrainType("readiness"), StatelessWorker]
internal sealed class ReadinessGrain(IStorageProbe storage) : Grain, IReadinessGrain
{
    public Task<bool> IsStoreReachable(CancellationToken cancellationToken) => storage.IsReachable(cancellationToken);
}
