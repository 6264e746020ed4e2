using System.Text.Json.Serialization;

namespace Platform.People;

/// <summary>What a person may do.</summary>
[GenerateSerializer, Alias("role")]
public enum Role
{
    /// <summary>Answers conversations.</summary>
    [JsonStringEnumMemberName("agent")] Agent,

    /// <summary>Configures the company.</summary>
    [JsonStringEnumMemberName("tenant_admin")] TenantAdmin,

    /// <summary>Runs the installation.</summary>
    [JsonStringEnumMemberName("super_admin")] SuperAdmin,
}
