using Platform.Audit;
using Platform.DataRights;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>A database that tenants' data is in: the installation's own, or one of a single tenant.</summary>
internal sealed record TenantDatabase(
    ITurnStore Turns, IOutbox Outbox, IDueWork DueWork, IRecordReader Records, IAuditReader Audit, PersonalData People,
    IExpiredRows Expired, ITenantRows Rows);

/// <summary>An open database of a tenant's own.</summary>
/// <param name="Parts">What it does.</param>
/// <param name="Close">Writes what waits and closes its connections.</param>
internal sealed record DedicatedDatabase(TenantDatabase Parts, Func<ValueTask> Close);
