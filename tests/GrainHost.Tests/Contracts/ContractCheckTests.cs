using Orleans.Concurrency;
using Orleans.GrainHost;
using Platform.Tests.Conformance;

namespace Platform.Tests.Contracts;

public sealed class ContractCheckTests
{
    private static readonly IReadOnlyList<string> Found = ContractCheck.Problems(typeof(ContractCheckTests).Assembly);

    [Fact]
    public void Every_problem_is_found_and_nothing_else()
    {
        // The conformance grains compile on Orleans, so only the types below may be at fault.
        Assert.All(Found, problem => Assert.True(
            problem.StartsWith("Platform.Tests.Contracts.", StringComparison.Ordinal)
                || problem.StartsWith("bad.twice", StringComparison.Ordinal), problem));
    }

    [Theory]
    [InlineData("BadFields.Missing: has no [Id].")]
    [InlineData("BadFields: the id 1 is used more than once.")]
    [InlineData("BadFields.Uncopyable: Could not find a copier for type Platform.Tests.Conformance.Unmarked: mark it [GenerateSerializer].")]
    [InlineData("BadRecord.Body: has no [Id].")]
    [InlineData("BadException: an own exception without [GenerateSerializer] is lost between processes.")]
    [InlineData("IBadGrain.Property: a grain interface has no properties.")]
    [InlineData("IBadGrain.ByReference: a parameter is passed by reference.")]
    [InlineData("IBadGrain.TwoTokens: there is more than one CancellationToken.")]
    [InlineData("IBadGrain.Plain: the return type System.Int32 is not Task, Task<T>, ValueTask, ValueTask<T>, IAsyncEnumerable<T> or void.")]
    [InlineData("IBadGrain.Uncopyable: Could not find a copier for type Platform.Tests.Conformance.Unmarked: mark it [GenerateSerializer].")]
    [InlineData("IBadGrain: the alias \"same\" is used by more than one method.")]
    [InlineData("BadGrain.Plain: [AlwaysInterleave] belongs on the interface's method.")]
    [InlineData("BadHidden+Nested: generated code cannot reach it; make it internal or public.")]
    public void A_broken_rule_is_named(string problem) =>
        Assert.Contains(Found, each => each.EndsWith(problem, StringComparison.Ordinal));

    [Fact]
    public void An_alias_used_twice_is_named() => Assert.Contains("bad.twice: the alias is used by more than one type.", Found);

    [Fact]
    public void What_has_no_name_of_its_own_is_listed()
    {
        var missing = ContractCheck.MissingNames(typeof(ContractCheckTests).Assembly);
        Assert.Contains($"{typeof(IntegerCompoundGrain)}: has no [GrainType].", missing);
        Assert.Contains($"{typeof(BadFields)}: has no [Alias].", missing);
        Assert.DoesNotContain(missing, each => each.Contains(nameof(ITurnGrain), StringComparison.Ordinal));
    }

    [Fact]
    public void A_broken_interface_is_refused_at_its_first_use() =>
        Assert.Throws<GrainContractException>(() => Orleans.GrainHost.Engine.InterfaceShape.For(typeof(IBadGrain)));
}

[GenerateSerializer]
public sealed class BadFields
{
    public int Missing { get; set; }

    [Id(1)] public int One { get; set; }

    [Id(1)] public int Two { get; set; }

    [Id(2)] public Unmarked? Uncopyable { get; set; }

    [field: NonSerialized] public int Left { get; set; }
}

[GenerateSerializer, Alias("bad.twice")]
public sealed record BadRecord(int Positional)
{
    public int Body { get; set; }

    public int Computed => Positional + Body;
}

[GenerateSerializer, Alias("bad.twice")]
public readonly record struct BadTwice(int Positional);

#pragma warning disable CA1032, CA1064, CA1045, CA1822 // Bad on purpose.
public sealed class BadException : Exception;

public sealed class BadHidden
{
    [GenerateSerializer]
    private sealed class Nested;

    public object Make() => new Nested();
}

public interface IBadGrain : IGrainWithStringKey
{
    int Property { get; }

    Task ByReference(ref int value);

    Task TwoTokens(CancellationToken one, CancellationToken two);

    int Plain();

    Task Uncopyable(Unmarked value);

    [Alias("same")]
    Task Same();

    [Alias("same")]
    Task SameAgain();
}

public abstract class BadGrainBase : Grain, IBadGrain
{
    public int Property => 1;

    public Task ByReference(ref int value) => Task.CompletedTask;

    public Task TwoTokens(CancellationToken one, CancellationToken two) => Task.CompletedTask;

    [AlwaysInterleave]
    public int Plain() => 1;

    public Task Uncopyable(Unmarked value) => Task.CompletedTask;

    public Task Same() => Task.CompletedTask;

    public Task SameAgain() => Task.CompletedTask;
}

/// <summary>Its interface is refused only when it is used, so that the hosts of other tests start.</summary>
[GrainType("bad")]
public sealed class BadGrain : BadGrainBase;
#pragma warning restore CA1032, CA1064, CA1045, CA1822
