using System.Reflection;

namespace Orleans.GrainHost;

/// <summary>Where the host looks for grain classes.</summary>
public sealed class GrainHostOptions
{
    /// <summary>
    /// Whether the application's folder is searched for assemblies marked with <see cref="GrainAssemblyAttribute"/>.
    /// Default: true. Otherwise only <see cref="Assemblies"/> count.
    /// </summary>
    public bool SearchesApplicationFolder { get; set; } = true;

    /// <summary>Assemblies to take in any case. Default: none.</summary>
    public IList<Assembly> Assemblies { get; } = [];
}
