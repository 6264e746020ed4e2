using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;

namespace Orleans.GrainHost.Engine.Copying;

/// <summary>Copying of arrays, collections, and the generic structures of the base library that Orleans knows.</summary>
internal static class CollectionPlans
{
    /// <summary>Collections that are made anew and filled in the order in which they are read.</summary>
    private static readonly FrozenSet<Type> Refilled = FrozenSet.ToFrozenSet<Type>([
        typeof(List<>), typeof(HashSet<>), typeof(SortedSet<>), typeof(Queue<>), typeof(Stack<>), typeof(Collection<>),
        typeof(ConcurrentQueue<>), typeof(Dictionary<,>), typeof(SortedDictionary<,>), typeof(SortedList<,>),
        typeof(ConcurrentDictionary<,>), typeof(ReadOnlyCollection<>), typeof(ReadOnlyDictionary<,>),
        typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableHashSet<>), typeof(ImmutableSortedSet<>),
        typeof(ImmutableQueue<>), typeof(ImmutableStack<>), typeof(ImmutableDictionary<,>), typeof(ImmutableSortedDictionary<,>),
    ]);

    public static bool TryMake(Type type, out CopyPlan? plan)
    {
        plan = null;
        if (type.IsArray)
        {
            plan = new ArrayPlan(type.GetElementType()!);
            return true;
        }
        if (!type.IsGenericType)
        {
            return false;
        }
        var definition = type.GetGenericTypeDefinition();
        if (definition == typeof(Nullable<>))
        {
            plan = CopyPlan.ForDeclared(type.GenericTypeArguments[0]);
            return true;
        }
        if (definition == typeof(KeyValuePair<,>) || typeof(ITuple).IsAssignableFrom(type))
        {
            plan = FieldwisePlan.Make(type);
            return true;
        }
        if (IsFrozen(type))
        {
            CheckArguments(type);
            return true;
        }
        if (!Refilled.Contains(definition))
        {
            return false;
        }
        plan = MakeRefill(type);
        return true;
    }

    /// <exception cref="Serialization.CodecNotFoundException">An element type cannot travel.</exception>
    public static void CheckArguments(Type type)
    {
        if (type.IsGenericType && type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true)
        {
            foreach (var argument in type.GenericTypeArguments)
            {
                CopyPlan.ForDeclared(argument);
            }
        }
    }

    private static bool IsFrozen(Type type) =>
        type.Namespace == "System.Collections.Frozen"
        && type.GenericTypeArguments.All(argument => CopyPlan.ForDeclared(argument) is null);

    private static CopyPlan? MakeRefill(Type type)
    {
        var arguments = type.GenericTypeArguments;
        var isShared = arguments.Select(CopyPlan.ForDeclared).All(plan => plan is null);
        if (isShared && type.Namespace == "System.Collections.Immutable")
        {
            return null;
        }
        var definition = arguments.Length == 2 ? typeof(MapPlan<,>) : typeof(SequencePlan<>);
        return (CopyPlan)Activator.CreateInstance(definition.MakeGenericType(arguments))!;
    }
}
