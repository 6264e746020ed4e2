using System.ComponentModel.DataAnnotations;

namespace Platform.Tenancy;

/// <summary>How tenants live. The same for all.</summary>
public sealed class TenantOptions
{
    /// <summary>How long a tenant that is to be deleted can still be resumed, and its data be fetched. Default: 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")] public TimeSpan DeletionGrace { get; set; } = TimeSpan.FromDays(30);
}
