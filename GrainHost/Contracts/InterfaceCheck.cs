using System.Reflection;
using Orleans.Concurrency;
using Orleans.GrainHost.Engine.Copying;
using Orleans.Serialization;

namespace Orleans.GrainHost.Contracts;

/// <summary>The rules for a grain interface that the Orleans compiler and its start-up enforce.</summary>
internal static class InterfaceCheck
{
    /// <exception cref="GrainContractException">A rule is broken.</exception>
    /// <exception cref="CodecNotFoundException">A type in a signature cannot travel.</exception>
    public static void ThrowIfBroken(Type type)
    {
        if (type.GetInterfaces().Append(type).SelectMany(Problems).FirstOrDefault() is { } problem)
        {
            throw new GrainContractException(problem);
        }
    }

    public static IEnumerable<string> Problems(Type type)
    {
        if (!type.IsInterface)
        {
            yield return $"{type} is not an interface.";
            yield break;
        }
        foreach (var property in type.GetProperties())
        {
            yield return $"{type}.{property.Name}: a grain interface has no properties.";
        }
        foreach (var method in type.GetMethods().Where(method => method is { IsStatic: false, IsSpecialName: false }))
        {
            foreach (var problem in Problems(method))
            {
                yield return $"{type}.{method.Name}: {problem}";
            }
        }
    }

    /// <summary>The types in the signature that cannot travel.</summary>
    public static IEnumerable<string> UncopyableTypes(MethodInfo method)
    {
        var types = method.GetParameters().Select(parameter => parameter.ParameterType)
            .Append(Awaited(method.ReturnType))
            .Where(type => type != typeof(void) && type != typeof(CancellationToken) && !type.IsByRef && !type.ContainsGenericParameters);
        foreach (var type in types)
        {
            if (CopyFailure(type) is { } failure)
            {
                yield return failure;
            }
        }
    }

    private static IEnumerable<string> Problems(MethodInfo method)
    {
        var parameters = method.GetParameters();
        if (parameters.Any(parameter => parameter.ParameterType.IsByRef))
        {
            yield return "a parameter is passed by reference.";
        }
        if (parameters.Count(parameter => parameter.ParameterType == typeof(CancellationToken)) > 1)
        {
            yield return "there is more than one CancellationToken.";
        }
        if (method.ReturnType == typeof(void))
        {
            yield break;
        }
        if (!IsAwaitable(method.ReturnType))
        {
            yield return $"the return type {method.ReturnType} is not Task, Task<T>, ValueTask, ValueTask<T>, IAsyncEnumerable<T> or void.";
        }
        if (method.IsDefined(typeof(OneWayAttribute)) && method.ReturnType.IsGenericType)
        {
            yield return "a one-way method has no result.";
        }
    }

    private static bool IsAwaitable(Type type) =>
        type == typeof(Task) || type == typeof(ValueTask)
        || (type.IsGenericType && type.GetGenericTypeDefinition() is var definition
            && (definition == typeof(Task<>) || definition == typeof(ValueTask<>) || definition == typeof(IAsyncEnumerable<>)));

    private static Type Awaited(Type type) =>
        !IsAwaitable(type) ? type : type.IsGenericType ? type.GenericTypeArguments[0] : typeof(void);

    private static string? CopyFailure(Type type)
    {
        try
        {
            CopyPlan.ForDeclared(type);
            return null;
        }
        catch (CodecNotFoundException exception)
        {
            return exception.Message;
        }
    }
}
