using System.Collections.Concurrent;

namespace Platform.Tests.Conformance;

[Alias("test.filtered")]
public interface IFilteredGrain : IGrainWithStringKey
{
    [Alias("doubled")]
    Task<int> Doubled(int value);

    [Alias("outgoing")]
    Task<string?> SeenFromOutgoing();

    [Alias("refusedbycaller")]
    Task RefusedByCaller();

    [Alias("refusedbycallee")]
    Task RefusedByCallee();

    [Alias("swallowed")]
    Task<string> Swallowed();

    [Alias("broken")]
    Task Broken();

    [Alias("own")]
    Task<string> ThroughOwnFilter();

    [Alias("fails")]
    Task Fails();
}

[GrainType("test.filtered")]
public sealed class FilteredGrain : Grain, IFilteredGrain, IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        await context.Invoke();
        if (context.MethodName == nameof(ThroughOwnFilter))
        {
            context.Result = context.Result + " and the grain's own filter";
        }
    }

    public Task<int> Doubled(int value) => Task.FromResult(value);

    public Task<string?> SeenFromOutgoing() => Task.FromResult(RequestContext.Get("outgoing") as string);

    public Task RefusedByCaller() => Task.CompletedTask;

    public Task RefusedByCallee() => Task.CompletedTask;

    public Task<string> Swallowed() => throw new InvalidOperationException("swallowed");

    public Task Broken() => Task.CompletedTask;

    public Task<string> ThroughOwnFilter() => Task.FromResult("the method");

    public Task Fails() => throw new InvalidOperationException("failed in the method");
}

/// <summary>What an incoming filter saw of a call.</summary>
public sealed record SeenCall(string Interface, string Method, string? Source, string Target, string? Implementation, bool HasContext);

/// <summary>Notes the calls that it sees, and deals with some of them.</summary>
public sealed class TracingFilter : IIncomingGrainCallFilter
{
    public static ConcurrentQueue<SeenCall> Seen { get; } = new();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.Grain is IFilteredGrain or ITimerGrain)
        {
            var implementation = context.Grain is IFilteredGrain ? context.ImplementationMethod.DeclaringType!.Name : null;
            Seen.Enqueue(new SeenCall(
                context.InterfaceName, context.MethodName, context.SourceId?.ToString(), context.TargetId.ToString(), implementation,
                context.TargetContext is not null));
        }
        switch (context.MethodName)
        {
            case nameof(IFilteredGrain.RefusedByCallee):
                throw new UnauthorizedAccessException("refused by the callee's filter");
            case nameof(IFilteredGrain.Broken):
                return;
            case nameof(IFilteredGrain.Swallowed):
                try
                {
                    await context.Invoke();
                }
                catch (InvalidOperationException exception)
                {
                    context.Result = $"{exception.Message} by the filter";
                }
                return;
            default:
                await context.Invoke();
                return;
        }
    }
}
