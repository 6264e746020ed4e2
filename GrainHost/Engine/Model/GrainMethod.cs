using System.Linq.Expressions;
using System.Reflection;
using Orleans.Concurrency;
using Orleans.GrainHost.Engine.Copying;
using Orleans.GrainHost.Engine.Sequences;
using Orleans.Serialization;

namespace Orleans.GrainHost.Engine;

/// <summary>What a method of a grain interface returns.</summary>
internal enum ReturnKind
{
    Nothing,
    Task,
    ValueTask,
    Sequence,
}

/// <summary>All that is known of one method of a grain interface, worked out once.</summary>
internal sealed class GrainMethod
{
    private readonly Func<object, object?[], object?> _invoke;
    private readonly Func<GrainMethod, object?[], bool, Request> _newRequest;
    private readonly CopyPlan?[] _argumentPlans;
    private readonly bool _copiesNoArgument;
    private readonly CopyPlan? _resultPlan;

    public GrainMethod(MethodInfo method)
    {
        Info = method;
        Name = method.Name;
        InterfaceName = method.DeclaringType!.FullName ?? method.DeclaringType.Name;
        AlwaysInterleaves = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        IsReadOnly = method.IsDefined(typeof(ReadOnlyAttribute));
        IsOneWay = method.IsDefined(typeof(OneWayAttribute)) || method.ReturnType == typeof(void);
        IsOfSequences = method.DeclaringType == typeof(IAsyncEnumerableGrainExtension);
        ResponseTimeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
        (ReturnKind, ResultType) = Classify(method.ReturnType);
        var parameters = method.GetParameters();
        TokenIndex = Array.FindIndex(parameters, parameter => parameter.ParameterType == typeof(CancellationToken));
        _argumentPlans = [.. parameters.Select(ArgumentPlan)];
        _copiesNoArgument = _argumentPlans.All(plan => plan is null);
        _resultPlan = ResultType == typeof(Nothing) || method.ReturnParameter.IsDefined(typeof(ImmutableAttribute))
            ? null
            : CopyPlan.ForDeclared(ResultType);
        _invoke = Compile(method);
        _newRequest = RequestFactory();
    }

    public MethodInfo Info { get; }

    public string Name { get; }

    public string InterfaceName { get; }

    public bool AlwaysInterleaves { get; }

    public bool IsReadOnly { get; }

    public bool IsOneWay { get; }

    /// <summary>Whether the host itself answers it, for a grain that produces a sequence.</summary>
    public bool IsOfSequences { get; }

    public TimeSpan? ResponseTimeout { get; }

    public ReturnKind ReturnKind { get; }

    /// <summary>The awaited type, the element type of a sequence, or <see cref="Nothing"/>.</summary>
    public Type ResultType { get; }

    /// <summary>Where the cancellation token is among the parameters; -1 for nowhere.</summary>
    public int TokenIndex { get; }

    public object? Invoke(object target, object?[] arguments) => _invoke(target, arguments);

    public Request NewRequest(object?[] arguments, bool runsInWorld) => _newRequest(this, arguments, runsInWorld);

    /// <summary>Replaces the arguments that the caller could still change by copies.</summary>
    /// <exception cref="CodecNotFoundException">An argument cannot be copied.</exception>
    public void CopyArguments(object?[] arguments)
    {
        if (_copiesNoArgument)
        {
            return;
        }
        var context = new CopyContext();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (_argumentPlans[i] is { } plan)
            {
                arguments[i] = plan.Copy(arguments[i], context);
            }
        }
    }

    public T CopyResult<T>(T result) => _resultPlan is null ? result : (T)_resultPlan.Copy(result, new CopyContext())!;

    /// <summary>The method of a grain class that implements this one.</summary>
    public MethodInfo ImplementationIn(Type grainClass)
    {
        if (!Info.DeclaringType!.IsAssignableFrom(grainClass))
        {
            return Info;
        }
        var definition = Info.IsGenericMethod ? Info.GetGenericMethodDefinition() : Info;
        var map = grainClass.GetInterfaceMap(Info.DeclaringType);
        var found = map.TargetMethods[Array.IndexOf(map.InterfaceMethods, definition)];
        return Info.IsGenericMethod ? found.MakeGenericMethod(Info.GetGenericArguments()) : found;
    }

    private static CopyPlan? ArgumentPlan(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(CancellationToken) || parameter.IsDefined(typeof(ImmutableAttribute))
            ? null
            : CopyPlan.ForDeclared(parameter.ParameterType);

    private static (ReturnKind Kind, Type Result) Classify(Type type)
    {
        if (type == typeof(void))
        {
            return (ReturnKind.Nothing, typeof(Nothing));
        }
        if (type == typeof(Task) || type == typeof(ValueTask))
        {
            return (type == typeof(Task) ? ReturnKind.Task : ReturnKind.ValueTask, typeof(Nothing));
        }
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return definition switch
        {
            _ when definition == typeof(Task<>) => (ReturnKind.Task, type.GenericTypeArguments[0]),
            _ when definition == typeof(ValueTask<>) => (ReturnKind.ValueTask, type.GenericTypeArguments[0]),
            _ when definition == typeof(IAsyncEnumerable<>) => (ReturnKind.Sequence, type.GenericTypeArguments[0]),
            _ => throw new GrainContractException(
                $"A grain method returns Task, Task<T>, ValueTask, ValueTask<T>, IAsyncEnumerable<T> or void, not {type}."),
        };
    }

    private static Func<object, object?[], object?> Compile(MethodInfo method)
    {
        var target = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(object?[]));
        var call = Expression.Call(
            Expression.Convert(target, method.DeclaringType!),
            method,
            method.GetParameters().Select((parameter, i) => (Expression)Expression.Convert(
                Expression.ArrayIndex(arguments, Expression.Constant(i)), parameter.ParameterType)));
        Expression body = method.ReturnType == typeof(void)
            ? Expression.Block(call, Expression.Constant(null))
            : Expression.Convert(call, typeof(object));
        return Expression.Lambda<Func<object, object?[], object?>>(body, target, arguments).Compile();
    }

    private Func<GrainMethod, object?[], bool, Request> RequestFactory()
    {
        var type = typeof(ResultRequest<>).MakeGenericType(ReturnKind == ReturnKind.Sequence ? typeof(Nothing) : ResultType);
        var parameters = new[]
        {
            Expression.Parameter(typeof(GrainMethod)), Expression.Parameter(typeof(object?[])), Expression.Parameter(typeof(bool)),
        };
        var create = Expression.New(type.GetConstructors()[0], parameters.Cast<Expression>());
        return Expression.Lambda<Func<GrainMethod, object?[], bool, Request>>(create, parameters).Compile();
    }
}
