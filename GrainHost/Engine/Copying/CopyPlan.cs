using System.Collections.Concurrent;
using Orleans.Serialization;

namespace Orleans.GrainHost.Engine.Copying;

/// <summary>
/// How a value of one type is copied when it passes between grains. The absence of a plan means that sharing the value
/// cannot be noticed: it and all it refers to never change.
/// </summary>
internal abstract class CopyPlan
{
    private static readonly ConcurrentDictionary<Type, CopyPlan?> Plans = new();

    [ThreadStatic] private static HashSet<Type>? _inProgress;

    /// <summary>The plan for a declared type; its values may be of derived types.</summary>
    /// <exception cref="CodecNotFoundException">Values of the type cannot travel.</exception>
    public static CopyPlan? ForDeclared(Type type)
    {
        if (AtomTypes.Contains(type))
        {
            return null;
        }
        if (!type.IsSealed && !type.IsArray)
        {
            CollectionPlans.CheckArguments(type);
            if (!type.IsInterface && !type.IsAbstract && type != typeof(object))
            {
                ForRuntime(type);
            }
            return ByRuntimeType.Instance;
        }
        return ForRuntime(type);
    }

    /// <summary>The plan for values of exactly this type.</summary>
    /// <exception cref="CodecNotFoundException">Values of the type cannot travel.</exception>
    public static CopyPlan? ForRuntime(Type type)
    {
        if (Plans.TryGetValue(type, out var known))
        {
            return known;
        }
        _inProgress ??= [];
        if (!_inProgress.Add(type))
        {
            // A type that contains itself: the plan is looked up again when the first value is copied.
            return ByRuntimeType.Instance;
        }
        try
        {
            return Plans.GetOrAdd(type, Make(type));
        }
        finally
        {
            _inProgress.Remove(type);
        }
    }

    public abstract object? Copy(object? value, CopyContext context);

    private static CopyPlan? Make(Type type)
    {
        if (AtomTypes.Contains(type))
        {
            return null;
        }
        if (CollectionPlans.TryMake(type, out var plan))
        {
            return plan;
        }
        if (type.IsDefined(typeof(GenerateSerializerAttribute), false))
        {
            return type.IsDefined(typeof(ImmutableAttribute), false) ? null : FieldwisePlan.Make(type);
        }
        throw new CodecNotFoundException($"Could not find a copier for type {type}: mark it [GenerateSerializer].");
    }

    private sealed class ByRuntimeType : CopyPlan
    {
        public static ByRuntimeType Instance { get; } = new();

        public override object? Copy(object? value, CopyContext context) =>
            value is null ? null : ForRuntime(value.GetType()) is { } plan ? plan.Copy(value, context) : value;
    }
}
