namespace Platform.Tenancy;

/// <summary>A tenant's grain acts for its own tenant in whatever it calls, and can act for no other.</summary>
public sealed class OwnTenantFilter : IOutgoingGrainCallFilter
{
    /// <inheritdoc />
    public Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.SourceContext is { GrainInstance: ITenantScoped } source)
        {
            ActingTenant.Set(new TenantId(source.GrainId.GetGuidKey(out _)));
        }
        return context.Invoke();
    }
}
