using Microsoft.Extensions.Logging;
using Platform.Audit;

namespace Platform.Tenancy;

/// <summary>
/// Refuses every call to a tenant's grain that does not act for that tenant, and audits the attempt. It looks at the grain, not at
/// the interface called, so that a method inherited from an unmarked interface cannot slip through.
/// </summary>
public sealed partial class TenantGuard(IAuditLog audit, ILogger<TenantGuard> logger) : IIncomingGrainCallFilter
{
    /// <inheritdoc />
    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.Grain is not ITenantScoped || IsRuntimeCall(context)) { return context.Invoke(); }

        var owner = new TenantId(context.TargetId.GetGuidKey(out _));
        var acting = ActingTenant.Get();
        return acting == owner ? context.Invoke() : Refuse(context, owner, acting);
    }

    private async Task Refuse(IIncomingGrainCallContext context, TenantId owner, TenantId? acting)
    {
        var call = $"{context.InterfaceName}.{context.MethodName}";
        CallRefused(logger, call, owner.Value, acting?.Value);
        var actor = context.SourceId is { } source ? source.Type.ToString() : "outside";
        var entry = new AuditEntry(owner, "cross-tenant-call", actor ?? "unknown", call, Actor.Current.Address);
        await audit.AppendRefusal(entry, CancellationToken.None);
        throw new WrongTenantException($"{call} was called for the wrong tenant.");
    }

    // Timer ticks and calls that the runtime itself makes carry no tenant; the grain's own key names it.
    private static bool IsRuntimeCall(IIncomingGrainCallContext context) =>
        context.InterfaceMethod.DeclaringType?.Namespace?.StartsWith("Orleans", StringComparison.Ordinal) == true;

    [LoggerMessage(LogLevel.Warning, "Refused {Call}: the grain belongs to tenant {Owner}, the call acted for {Acting}")]
    private static partial void CallRefused(ILogger logger, string call, Guid owner, Guid? acting);
}
