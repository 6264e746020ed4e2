using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Platform.GrainHost.Tests")]

namespace Orleans.GrainHost;

/// <summary>Marks an assembly whose grain interfaces and classes the host registers.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class GrainAssemblyAttribute : Attribute;
