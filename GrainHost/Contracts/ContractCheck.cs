using System.Reflection;
using Orleans.Concurrency;
using Orleans.GrainHost.Contracts;

namespace Orleans.GrainHost;

/// <summary>
/// The rules that the Orleans compiler, analyzers and start-up enforce, for code that is built without them. Each problem is
/// one sentence that begins with the name of the type.
/// </summary>
public static class ContractCheck
{
    /// <summary>What Orleans would refuse in these assemblies; empty when nothing.</summary>
    public static IReadOnlyList<string> Problems(params IEnumerable<Assembly> assemblies)
    {
        var types = assemblies.Distinct().SelectMany(assembly => assembly.GetTypes()).ToList();
        return
        [
            .. types.Where(IsSerialized).SelectMany(SerializedTypeCheck.Problems),
            .. types.Where(IsGrainInterface).SelectMany(GrainInterfaceProblems),
            .. types.Where(IsGrainClass).SelectMany(GrainClassProblems),
            .. types.Where(IsUnmarkedException)
                .Select(type => $"{type}: an own exception without [GenerateSerializer] is lost between processes."),
            .. Repeated(types.Where(type => !IsGrainClass(type)), Alias)
                .Select(alias => $"{alias}: the alias is used by more than one type."),
            .. Repeated(types.Where(IsGrainClass), GrainTypeOf).Select(name => $"{name}: the grain type is used by more than one class."),
        ];
    }

    /// <summary>
    /// Interfaces, methods and serialized types without <c>[Alias]</c>, and grain classes without <c>[GrainType]</c>: renaming
    /// them would break what is stored or sent.
    /// </summary>
    public static IReadOnlyList<string> MissingNames(params IEnumerable<Assembly> assemblies)
    {
        var types = assemblies.Distinct().SelectMany(assembly => assembly.GetTypes()).ToList();
        var named = types.Where(type => IsSerialized(type) || IsGrainInterface(type));
        return
        [
            .. named.Where(type => Alias(type) is null).Select(type => $"{type}: has no [Alias]."),
            .. types.Where(IsGrainInterface).SelectMany(MethodsOf)
                .Where(method => method.GetCustomAttribute<AliasAttribute>() is null)
                .Select(method => $"{method.DeclaringType}.{method.Name}: has no [Alias]."),
            .. types.Where(IsGrainClass).Where(type => GrainTypeOf(type) is null).Select(type => $"{type}: has no [GrainType]."),
        ];
    }

    private static bool IsSerialized(Type type) => type.IsDefined(typeof(GenerateSerializerAttribute), false);

    private static bool IsGrainInterface(Type type) => type.IsInterface && typeof(IGrain).IsAssignableFrom(type);

    private static bool IsGrainClass(Type type) =>
        type is { IsClass: true, IsAbstract: false } && typeof(IGrain).IsAssignableFrom(type) && typeof(IGrainBase).IsAssignableFrom(type);

    private static bool IsUnmarkedException(Type type) => typeof(Exception).IsAssignableFrom(type) && !IsSerialized(type);

    private static string? Alias(Type type) => type.GetCustomAttribute<AliasAttribute>(false)?.Alias;

    private static string? GrainTypeOf(Type type) => type.GetCustomAttribute<GrainTypeAttribute>(false)?.GrainType.ToString();

    private static IEnumerable<MethodInfo> MethodsOf(Type type) =>
        type.GetMethods().Where(method => method is { IsStatic: false, IsSpecialName: false });

    private static IEnumerable<string> Repeated(IEnumerable<Type> types, Func<Type, string?> name) =>
        types.Select(name).OfType<string>().GroupBy(each => each).Where(group => group.Count() > 1).Select(group => group.Key);

    private static IEnumerable<string> GrainInterfaceProblems(Type type) =>
    [
        .. InterfaceCheck.Problems(type),
        .. MethodsOf(type).SelectMany(method =>
            InterfaceCheck.UncopyableTypes(method).Select(problem => $"{type}.{method.Name}: {problem}")),
        .. MethodsOf(type)
            .Select(method => method.GetCustomAttribute<AliasAttribute>()?.Alias).OfType<string>()
            .GroupBy(alias => alias).Where(group => group.Count() > 1)
            .Select(group => $"{type}: the alias \"{group.Key}\" is used by more than one method."),
    ];

    private static IEnumerable<string> GrainClassProblems(Type type)
    {
        if (IsSerialized(type) || Alias(type) is not null)
        {
            yield return $"{type}: a grain class has neither [GenerateSerializer] nor [Alias].";
        }
        if (!type.IsGenericTypeDefinition && type.GetConstructors().Length == 0)
        {
            yield return $"{type}: a grain class has a public constructor.";
        }
        Type[] onInterfacesOnly =
            [typeof(AlwaysInterleaveAttribute), typeof(ReadOnlyAttribute), typeof(OneWayAttribute), typeof(ResponseTimeoutAttribute)];
        foreach (var method in type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (onInterfacesOnly.FirstOrDefault(attribute => method.IsDefined(attribute, false)) is { } misplaced)
            {
                var name = misplaced.Name.Replace("Attribute", "", StringComparison.Ordinal);
                yield return $"{type}.{method.Name}: [{name}] belongs on the interface's method.";
            }
        }
    }
}
