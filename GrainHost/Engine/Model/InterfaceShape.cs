using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using Orleans.GrainHost.Contracts;
using Orleans.Runtime;

namespace Orleans.GrainHost.Engine;

/// <summary>All that is known of one grain interface. Made and checked when the interface is first used.</summary>
internal sealed class InterfaceShape
{
    private static readonly ConcurrentDictionary<Type, InterfaceShape> Shapes = new();

    private readonly FrozenDictionary<MethodInfo, GrainMethod> _methods;
    private readonly ConcurrentDictionary<MethodInfo, GrainMethod> _constructedMethods = new();
    private readonly GrainReference _prototype;

    private InterfaceShape(Type type)
    {
        Type = type;
        Name = GrainInterfaceType.Create(type.GetCustomAttribute<AliasAttribute>(false)?.Alias ?? type.FullName ?? type.Name);
        InterfaceCheck.ThrowIfBroken(type);
        _methods = type.GetInterfaces().Append(type)
            .SelectMany(each => each.GetMethods())
            .Where(method => method is { IsVirtual: true, IsStatic: false, IsGenericMethodDefinition: false })
            .ToFrozenDictionary(method => method, method => new GrainMethod(method));
        _prototype = (GrainReference)DispatchProxy.Create(type, typeof(GrainProxy));
    }

    public Type Type { get; }

    public GrainInterfaceType Name { get; }

    /// <exception cref="Serialization.CodecNotFoundException">A type in a signature cannot be copied.</exception>
    /// <exception cref="GrainContractException">The interface breaks another rule of the programming model.</exception>
    public static InterfaceShape For(Type type) =>
        Shapes.TryGetValue(type, out var known) ? known : Shapes.GetOrAdd(type, new InterfaceShape(type));

    public GrainMethod Method(MethodInfo method) =>
        _methods.TryGetValue(method, out var known) ? known : _constructedMethods.GetOrAdd(method, static each => new GrainMethod(each));

    public GrainReference NewReference(GrainClass grainClass, IdSpan key) => _prototype.With(this, grainClass, key);
}
