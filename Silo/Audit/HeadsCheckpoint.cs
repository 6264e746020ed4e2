using Microsoft.Extensions.Logging;
using Platform.Storage;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Audit;

/// <summary>
/// Compares where each ledger ends with where it once ended, and keeps that anew. A ledger that went back, or has another entry where it
/// once ended, keeps its old head: then every later look, and the command that verifies, shows it as well.
/// </summary>
internal sealed partial class HeadsCheckpoint(IAuditReader reader, ITenantIds tenants, ILogger<HeadsCheckpoint> logger)
{
    /// <summary>Goes over all ledgers; gives how many do not go on from where they were.</summary>
    public async Task<int> Run(KeptHeads kept, CancellationToken cancellationToken)
    {
        var faults = await Keep(kept, tenant: null, AuditLedger.Registry, cancellationToken);
        await foreach (var tenant in tenants.All(cancellationToken))
        {
            faults += await Keep(kept, tenant, AuditLedger.Registry, cancellationToken);
            faults += await Keep(kept, tenant, AuditLedger.Data, cancellationToken);
        }
        return faults;
    }

    private async Task<int> Keep(KeptHeads kept, TenantId? tenant, AuditLedger ledger, CancellationToken cancellationToken)
    {
        try
        {
            var head = await reader.ReadHead(tenant, ledger, cancellationToken);
            var now = new LedgerVerdict(
                tenant, ledger, head?.Sequence ?? 0, head is null ? "" : Convert.ToHexStringLower(head.Hash.Span), Fault: null);
            if (kept.Of(tenant, ledger) is { } then && await now.Differs(then, reader, cancellationToken) is { } fault)
            {
                LogFault(ledger, tenant?.Value, fault);
                return 1;
            }
            kept.Keep(now);
        }
        catch (StoreUnavailableException unavailable)
        {
            // The database of one tenant may be away; its old head stays.
            LogNotRead(ledger, tenant?.Value, unavailable);
        }
        return 0;
    }

    [LoggerMessage(LogLevel.Error, "The audit's {Ledger} ledger of tenant {Tenant} does not go on from where it was: {Fault}")]
    private partial void LogFault(AuditLedger ledger, Guid? tenant, string fault);

    [LoggerMessage(LogLevel.Warning, "The audit's {Ledger} ledger of tenant {Tenant} could not be read; its head is kept later")]
    private partial void LogNotRead(AuditLedger ledger, Guid? tenant, Exception failure);
}
