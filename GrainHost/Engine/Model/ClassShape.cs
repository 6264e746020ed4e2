using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans.GrainHost.Engine;

/// <summary>All that is known of one grain class, the same for every host of the process.</summary>
internal sealed class ClassShape
{
    private const string Suffix = "grain";
    private static readonly ConcurrentDictionary<Type, ClassShape> Shapes = new();

    private ClassShape(Type type)
    {
        Type = type;
        GrainType = type.GetCustomAttribute<GrainTypeAttribute>(false)?.GrainType ?? GrainType.Create(Convention(type.Name));
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute), true);
        Worker = type.GetCustomAttribute<StatelessWorkerAttribute>(true);
        MayInterleave = Predicate(type);
        AgeLimit = Age(type);
        HasActivation = Overrides(nameof(Grain.OnActivateAsync));
        HasDeactivation = Overrides(nameof(Grain.OnDeactivateAsync));
        FiltersItself = typeof(IIncomingGrainCallFilter).IsAssignableFrom(type);
        Constructor = new ConstructorPlan(type);
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public bool IsReentrant { get; }

    public StatelessWorkerAttribute? Worker { get; }

    /// <summary>Asks the class whether a call may interleave; null when it has no opinion.</summary>
    public Func<object, IInvokable, bool>? MayInterleave { get; }

    /// <summary>How long an activation may be idle, infinite for always; null for the host's setting.</summary>
    public TimeSpan? AgeLimit { get; }

    public bool HasActivation { get; }

    public bool HasDeactivation { get; }

    public bool FiltersItself { get; }

    public ConstructorPlan Constructor { get; }

    public static ClassShape For(Type type) =>
        Shapes.TryGetValue(type, out var known) ? known : Shapes.GetOrAdd(type, new ClassShape(type));

    internal static string Convention(string className)
    {
        var name = className.ToLowerInvariant();
        return name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
    }

    private static TimeSpan? Age(Type type)
    {
        var limit = type.GetCustomAttribute<CollectionAgeLimitAttribute>(true);
        return type.IsDefined(typeof(KeepAliveAttribute), true) || limit is { AlwaysActive: true }
            ? Timeout.InfiniteTimeSpan
            : limit?.AgeLimit;
    }

    private static Func<object, IInvokable, bool>? Predicate(Type type)
    {
        if (type.GetCustomAttribute<MayInterleaveAttribute>(true) is not { } attribute)
        {
            return null;
        }
        const BindingFlags AnyPublic = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.FlattenHierarchy;
        var method = type.GetMethod(attribute.CallbackMethodName, AnyPublic, [typeof(IInvokable)]);
        if (method is null || method.ReturnType != typeof(bool))
        {
            throw new GrainContractException($"{type} has no public method bool {attribute.CallbackMethodName}(IInvokable).");
        }
        if (method.IsStatic)
        {
            var predicate = method.CreateDelegate<Func<IInvokable, bool>>();
            return (_, request) => predicate(request);
        }
        return (grain, request) => (bool)method.Invoke(grain, BindingFlags.DoNotWrapExceptions, null, [request], null)!;
    }

    private bool Overrides(string methodName) =>
        !typeof(Grain).IsAssignableFrom(Type)
        || Type.GetMethod(methodName, BindingFlags.Public | BindingFlags.Instance)?.DeclaringType != typeof(Grain);
}
