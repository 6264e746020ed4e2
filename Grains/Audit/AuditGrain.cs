using Orleans.Concurrency;

namespace Platform.Audit;

/// <summary>Has no state and decides nothing, so any number of them may work at once.</summary>
[StatelessWorker, GrainType("audit")]
internal sealed class AuditGrain(IAuditLog log) : Grain, IAuditGrain
{
    public Task Append(AuditEntry entry, CancellationToken cancellationToken) => log.Append(entry, cancellationToken);

    public Task AppendRefusal(AuditEntry entry, CancellationToken cancellationToken) => log.AppendRefusal(entry, cancellationToken);
}
