using Platform.Caching;
using Platform.Tenancy;

namespace Platform.Audit;

/// <summary>
/// Audits requests that were refused at the door. The same refusal of the same caller is written once a minute, so that a flood of one does
/// not become a flood of rows; a flood of many is bounded where entries are written. An audit that cannot be written changes no answer.
/// </summary>
internal sealed partial class RefusalAudit(IGrainFactory grains, TimeProvider clock, ILogger<RefusalAudit> logger)
{
    private static readonly TimeSpan OnceIn = TimeSpan.FromMinutes(1);

    private const int RememberedMax = 1_000;
    private const int DetailMax = 200;

    private readonly BriefCache<AuditEntry, bool> _written = new(RememberedMax, OnceIn, clock);

    /// <summary>Writes that <paramref name="actor"/> was refused.</summary>
    internal async Task Refused(
        TenantId? tenant, string action, string actor, string detail, CancellationToken cancellationToken, string? address = null)
    {
        var bounded = detail.Length <= DetailMax ? detail : detail[..DetailMax];
        RequestRefused(logger, action, bounded, tenant?.Value);
        var entry = new AuditEntry(tenant, action, actor, bounded, address);
        if (_written.TryGet(entry, out _)) { return; }

        _written.Put(entry, true);
        try
        {
            await grains.Audit().AppendRefusal(entry, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            _written.Forget(entry);
            AuditFailed(logger, action, failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Refused a request: {Action} ({Detail}), tenant {Tenant}")]
    private static partial void RequestRefused(ILogger logger, string action, string detail, Guid? tenant);

    [LoggerMessage(LogLevel.Error, "The refusal {Action} could not be audited")]
    private static partial void AuditFailed(ILogger logger, string action, Exception failure);
}
