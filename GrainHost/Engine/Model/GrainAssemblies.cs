using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Orleans.GrainHost.Engine;

/// <summary>
/// Finds the assemblies with grains. Following references is not enough, since the compiler drops a reference of which no
/// type is named; so the files next to the program are asked for the mark, without loading those that do not bear it.
/// </summary>
internal static class GrainAssemblies
{
    private static readonly ConcurrentDictionary<Assembly, IReadOnlyList<Type>> Classes = new();
    private static readonly Lazy<IReadOnlyList<Assembly>> InFolder = new(Search);

    public static IEnumerable<Assembly> Find(GrainHostOptions options) =>
        (options.SearchesApplicationFolder ? InFolder.Value : []).Concat(options.Assemblies).Distinct();

    public static IReadOnlyList<Type> GrainClasses(Assembly assembly) => Classes.GetOrAdd(assembly, static each =>
        [.. each.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false })
            .Where(type => typeof(IGrain).IsAssignableFrom(type) && typeof(IGrainBase).IsAssignableFrom(type))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)]);

    private static IReadOnlyList<Assembly> Search()
    {
        var loaded = AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => assembly.IsDefined(typeof(GrainAssemblyAttribute)))
            .ToDictionary(assembly => assembly.GetName().Name!);
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (!loaded.ContainsKey(name) && IsMarked(file))
            {
                loaded[name] = Assembly.Load(new AssemblyName(name));
            }
        }
        return [.. loaded.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)];
    }

    private static bool IsMarked(string file)
    {
        using var stream = File.OpenRead(file);
        using var image = new PEReader(stream);
        if (!image.HasMetadata)
        {
            return false;
        }
        var metadata = image.GetMetadataReader();
        return metadata.IsAssembly && metadata.GetAssemblyDefinition().GetCustomAttributes().Any(handle => IsMark(metadata, handle));
    }

    private static bool IsMark(MetadataReader metadata, CustomAttributeHandle handle)
    {
        var constructor = metadata.GetCustomAttribute(handle).Constructor;
        if (constructor.Kind != HandleKind.MemberReference)
        {
            return false;
        }
        var parent = metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent;
        if (parent.Kind != HandleKind.TypeReference)
        {
            return false;
        }
        var type = metadata.GetTypeReference((TypeReferenceHandle)parent);
        return metadata.StringComparer.Equals(type.Name, nameof(GrainAssemblyAttribute))
            && metadata.StringComparer.Equals(type.Namespace, typeof(GrainAssemblyAttribute).Namespace!);
    }
}
