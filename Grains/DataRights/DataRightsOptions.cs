using System.ComponentModel.DataAnnotations;

namespace Platform.DataRights;

/// <summary>What the law asks to keep although a person is erased (<c>DataRights:*</c>).</summary>
public sealed class DataRightsOptions
{
    /// <summary>For how many days calls stay, without who called. Default: 0, which keeps none.</summary>
    [Range(0, 3_650)]
    public int KeepCallsDays { get; set; }
}
