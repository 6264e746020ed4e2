using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace Orleans.GrainHost.Engine.Copying;

/// <summary>Copies collections of single elements into new ones of the same kind and comparer.</summary>
internal sealed class SequencePlan<T> : CopyPlan
{
    private readonly CopyPlan? _element = ForDeclared(typeof(T));

    public override object? Copy(object? value, CopyContext context)
    {
        if (value is null or ImmutableArray<T> { IsDefault: true })
        {
            return value;
        }
        if (context.TryGet(value, out var known))
        {
            return known;
        }

        // The empty copy is remembered before the elements are copied, since they may lead back to it.
        var copy = Empty(value);
        if (copy is not null)
        {
            context.Remember(value, copy);
        }
        return Fill(value, copy, Elements(value, context));
    }

    private static object? Empty(object original) => original switch
    {
        List<T> list => new List<T>(list.Count),
        HashSet<T> set => new HashSet<T>(set.Count, set.Comparer),
        SortedSet<T> set => new SortedSet<T>(set.Comparer),
        Queue<T> queue => new Queue<T>(queue.Count),
        Stack<T> stack => new Stack<T>(stack.Count),
        ConcurrentQueue<T> => new ConcurrentQueue<T>(),
        Collection<T> => new Collection<T>(),
        _ => null,
    };

    private static object Fill(object original, object? copy, List<T> elements)
    {
        switch (copy)
        {
            case Queue<T> queue:
                elements.ForEach(queue.Enqueue);
                return queue;
            case ConcurrentQueue<T> queue:
                elements.ForEach(queue.Enqueue);
                return queue;
            case Stack<T> stack:
                elements.Reverse();
                elements.ForEach(stack.Push);
                return stack;
            case ICollection<T> collection:
                elements.ForEach(collection.Add);
                return collection;
            default:
                return Build(original, elements);
        }
    }

    private static object Build(object original, List<T> elements) => original switch
    {
        ReadOnlyCollection<T> => new ReadOnlyCollection<T>(elements),
        ImmutableArray<T> => ImmutableArray.CreateRange(elements),
        ImmutableList<T> => ImmutableList.CreateRange(elements),
        ImmutableHashSet<T> set => ImmutableHashSet.CreateRange(set.KeyComparer, elements),
        ImmutableSortedSet<T> set => ImmutableSortedSet.CreateRange(set.KeyComparer, elements),
        ImmutableQueue<T> => ImmutableQueue.CreateRange(elements),
        ImmutableStack<T> => ImmutableStack.CreateRange(Enumerable.Reverse(elements)),
        _ => throw new InvalidOperationException($"{original.GetType()} has no way to be filled."),
    };

    private List<T> Elements(object original, CopyContext context)
    {
        var elements = new List<T>();
        foreach (var element in (IEnumerable<T>)original)
        {
            elements.Add(_element is null ? element : (T)_element.Copy(element, context)!);
        }
        return elements;
    }
}
