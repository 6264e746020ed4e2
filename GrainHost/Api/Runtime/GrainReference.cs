using System.Reflection;
using Orleans.GrainHost.Engine;

namespace Orleans.Runtime;

/// <summary>Stands for a grain wherever it is used. References are equal when their grain ids are.</summary>
public abstract class GrainReference : DispatchProxy, IAddressable, IEquatable<GrainReference>
{
    private InterfaceShape _shape = null!;
    private GrainClass _class = null!;
    private IdSpan _key;

    private protected GrainReference()
    {
    }

    public GrainId GrainId => new(_class.Shape.GrainType, _key);

    public GrainInterfaceType InterfaceType => _shape.Name;

    public virtual string InterfaceName => InterfaceType.ToString();

    internal GrainEngine Engine => _class.Engine;

    internal GrainClass Class => _class;

    internal IdSpan Key => _key;

    internal InterfaceShape Shape => _shape;

    public uint GetUniformHashCode() => GrainId.GetUniformHashCode();

    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => GrainId.GetHashCode();

    public sealed override string ToString() => $"GrainReference:{GrainId}:{InterfaceType}";

    public virtual TGrainInterface Cast<TGrainInterface>()
        where TGrainInterface : IAddressable => (TGrainInterface)Cast(typeof(TGrainInterface));

    internal object Cast(Type interfaceType) =>
        interfaceType.IsInstanceOfType(this) ? this : InterfaceShape.For(interfaceType).NewReference(_class, _key);

    /// <summary>A copy of this prototype for one grain: cheaper than making a proxy anew.</summary>
    internal GrainReference With(InterfaceShape shape, GrainClass grainClass, IdSpan key)
    {
        var reference = (GrainReference)MemberwiseClone();
        reference._shape = shape;
        reference._class = grainClass;
        reference._key = key;
        return reference;
    }

    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) =>
        reference1 is null ? reference2 is null : reference1.Equals(reference2);

    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !(reference1 == reference2);
}

/// <summary>The base of the generated proxies, which need a public constructor.</summary>
internal class GrainProxy : GrainReference
{
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        CallPath.Call(this, Shape.Method(targetMethod!), args ?? []);
}
