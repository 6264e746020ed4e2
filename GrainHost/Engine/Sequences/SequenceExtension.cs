using Orleans.Concurrency;
using Orleans.Runtime;

namespace Orleans.GrainHost.Engine.Sequences;

/// <summary>What a filter sees of the reading of a sequence: calls that always interleave, as on Orleans.</summary>
internal interface IAsyncEnumerableGrainExtension : IAddressable
{
    [AlwaysInterleave]
    Task<SequenceBatch> StartEnumeration([Immutable] SequenceStep step);

    [AlwaysInterleave]
    Task<SequenceBatch> MoveNext([Immutable] SequenceStep step);

    [AlwaysInterleave]
    Task DisposeAsync([Immutable] SequenceStep step);
}

/// <summary>Asks for the next elements of a sequence.</summary>
[Immutable, GenerateSerializer]
internal sealed record SequenceStep(Guid Id, GrainMethod Method, object?[] Arguments, int BatchSizeMax);

/// <summary>Some elements, and whether there are no more. An empty batch with more to come is a sign of life.</summary>
[Immutable, GenerateSerializer]
internal sealed record SequenceBatch(IReadOnlyList<object?> Elements, bool IsLast);
