using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using Orleans.Metadata;
using Orleans.Runtime;

namespace Orleans.GrainHost.Engine;

/// <summary>Makes references, and finds the class that serves an interface.</summary>
internal sealed class ReferenceFactory(GrainEngine engine, IEnumerable<GrainClass> classes) : IClusterClient
{
    private readonly FrozenSet<GrainClass> _classes = classes.ToFrozenSet();
    private readonly ConcurrentDictionary<(Type Interface, string? Prefix), (InterfaceShape Shape, GrainClass Class)> _bindings = new();

    public IServiceProvider ServiceProvider => engine.Services;

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey =>
        (TGrainInterface)(object)Reference(typeof(TGrainInterface), GrainIdKeyExtensions.CreateGuidKey(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey =>
        (TGrainInterface)(object)Reference(
            typeof(TGrainInterface), GrainIdKeyExtensions.CreateIntegerKey(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey =>
        (TGrainInterface)(object)Reference(typeof(TGrainInterface), TextKey(primaryKey), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidCompoundKey =>
        (TGrainInterface)(object)Reference(
            typeof(TGrainInterface), GrainIdKeyExtensions.CreateGuidKey(primaryKey, Extension(keyExtension)), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerCompoundKey =>
        (TGrainInterface)(object)Reference(
            typeof(TGrainInterface), GrainIdKeyExtensions.CreateIntegerKey(primaryKey, Extension(keyExtension)), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable =>
        (TGrainInterface)(object)InterfaceShape.For(typeof(TGrainInterface)).NewReference(Class(grainId), grainId.Key);

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) =>
        (IGrain)(object)Reference(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey));

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) =>
        (IGrain)(object)Reference(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey));

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) =>
        (IGrain)(object)Reference(grainInterfaceType, TextKey(grainPrimaryKey));

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) =>
        (IGrain)(object)Reference(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey, Extension(keyExtension)));

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) =>
        (IGrain)(object)Reference(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey, Extension(keyExtension)));

    public IAddressable GetGrain(GrainId grainId) => InterfaceShape.For(typeof(IAddressable)).NewReference(Class(grainId), grainId.Key);

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => Reference(interfaceType, grainKey);

    private static IdSpan TextKey(string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return IdSpan.Create(key);
    }

    private static string Extension(string extension)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(extension);
        return extension;
    }

    private GrainReference Reference(Type type, IdSpan key, string? prefix = null)
    {
        var (shape, grainClass) = _bindings.TryGetValue((type, prefix), out var known)
            ? known
            : _bindings.GetOrAdd((type, prefix), each => (InterfaceShape.For(each.Interface), Bind(each.Interface, each.Prefix)));
        return shape.NewReference(grainClass, key);
    }

    private GrainClass Class(GrainId id) =>
        engine.Class(id.Type) ?? throw new ArgumentException($"No grain class has the grain type \"{id.Type}\".", nameof(id));

    private GrainClass Bind(Type type, string? prefix)
    {
        var candidates = _classes.Where(each => type.IsAssignableFrom(each.Shape.Type)).ToList();
        if (!string.IsNullOrEmpty(prefix))
        {
            candidates = candidates.FindAll(each => each.Shape.Type.FullName!.StartsWith(prefix, StringComparison.Ordinal));
        }
        if (candidates.Count > 1 && type.GetCustomAttribute<DefaultGrainTypeAttribute>(false) is { } preferred)
        {
            return engine.Class(preferred.GrainType)
                ?? throw new ArgumentException($"No grain class has the grain type \"{preferred.GrainType}\" that {type} prefers.");
        }
        if (candidates.Count > 1 && candidates.Find(each => each.Shape.Type.Name == type.Name[1..]) is { } namesake)
        {
            return namesake;
        }
        return candidates switch
        {
            [var only] => only,
            [] => throw new ArgumentException($"Could not find an implementation for interface {type}"),
            _ => throw new ArgumentException(
                $"Several classes implement {type}: {string.Join(", ", candidates.Select(each => each.Shape.Type.FullName).Order())}."),
        };
    }
}
