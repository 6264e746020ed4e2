using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.GrainHost.Engine.State;
using Orleans.Runtime;

namespace Orleans.GrainHost.Engine;

/// <summary>How a grain class is constructed: the constructor and what each parameter asks for.</summary>
internal sealed class ConstructorPlan
{
    private readonly ParameterInfo[] _parameters;
    private readonly Func<object?[], object> _create;

    public ConstructorPlan(Type type)
    {
        var constructors = type.GetConstructors();
        var chosen = constructors.FirstOrDefault(each => each.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute)))
            ?? constructors.OrderByDescending(each => each.GetParameters().Length).FirstOrDefault()
            ?? throw new GrainContractException($"The grain class {type} has no public constructor.");
        _parameters = chosen.GetParameters();
        var arguments = Expression.Parameter(typeof(object?[]));
        var call = Expression.New(chosen, _parameters.Select((parameter, i) => (Expression)Expression.Convert(
            Expression.ArrayIndex(arguments, Expression.Constant(i)), parameter.ParameterType)));
        _create = Expression.Lambda<Func<object?[], object>>(call, arguments).Compile();
    }

    /// <summary>What fills each parameter in a given host.</summary>
    public Func<Activation, object?>[] Resolve(GrainEngine engine) => [.. _parameters.Select(parameter => Source(parameter, engine))];

    public object Create(Func<Activation, object?>[] sources, Activation activation)
    {
        if (sources.Length == 0)
        {
            return _create([]);
        }
        var arguments = new object?[sources.Length];
        for (var i = 0; i < sources.Length; i++)
        {
            arguments[i] = sources[i](activation);
        }
        return _create(arguments);
    }

    private static Func<Activation, object?> Source(ParameterInfo parameter, GrainEngine engine)
    {
        var type = parameter.ParameterType;
        if (parameter.GetCustomAttribute<PersistentStateAttribute>() is { } state)
        {
            return StateBridge.Source(type, state);
        }
        if (type == typeof(IGrainContext))
        {
            return static activation => activation;
        }
        if (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed)
        {
            return activation => activation.ActivationServices.GetRequiredKeyedService(type, keyed.Key);
        }
        if (parameter.HasDefaultValue && engine.Services.GetService<IServiceProviderIsService>()?.IsService(type) == false)
        {
            var value = parameter.DefaultValue;
            return _ => value;
        }

        // A scope of its own costs an activation more than the rest of it, so one is made only where it can matter.
        return engine.IsSingleton(type)
            ? activation => activation.Engine.Services.GetRequiredService(type)
            : activation => activation.ActivationServices.GetRequiredService(type);
    }
}
