using System.Reflection;
using System.Runtime.CompilerServices;

namespace Platform.Tests.Conformance;

/// <summary>
/// Whatever the embedded host offers in the namespaces of Orleans is there on Orleans too, with the same signature: else code
/// would compile here and fail there. The list is what the embedded host offers, and on Orleans it is looked up.
/// </summary>
public sealed class SurfaceTests
{
    private static readonly string[] Namespaces = ["Orleans", "Microsoft.Extensions.Hosting"];
    private static readonly string[] ListFile = ["Conformance", "Surface.txt"];

    [Fact]
    public void Every_public_signature_is_one_that_Orleans_has()
    {
        var listed = File.ReadAllLines(Path.Combine([AppContext.BaseDirectory, .. ListFile])).ToHashSet();
        var offered = Assemblies().SelectMany(Signatures).ToHashSet();
#if CLUSTER_ORLEANS
        Assert.Empty(listed.Except(offered).Order());
#else
        Assert.Equal(string.Join('\n', listed.Order(StringComparer.Ordinal)), string.Join('\n', offered.Order(StringComparer.Ordinal)));
#endif
    }

    private static IEnumerable<Assembly> Assemblies()
    {
#if CLUSTER_ORLEANS
        return Directory.EnumerateFiles(AppContext.BaseDirectory, "Orleans*.dll").Select(Assembly.LoadFrom);
#else
        return [typeof(Orleans.GrainHost.GrainAssemblyAttribute).Assembly];
#endif
    }

    private static IEnumerable<string> Signatures(Assembly assembly) =>
        assembly.GetExportedTypes().Where(IsOfOrleans).SelectMany(type =>
            Members(type).Select(member => $"{Name(type)}: {member}").Append(Name(type)));

    private static bool IsOfOrleans(Type type) =>
        type.Namespace is { } name
        && !name.StartsWith("Orleans.GrainHost", StringComparison.Ordinal)
        && Namespaces.Any(each => name == each || name.StartsWith(each + ".", StringComparison.Ordinal));

    private static IEnumerable<string> Members(Type type)
    {
        if (type.GetCustomAttribute<AttributeUsageAttribute>(false) is { } usage)
        {
            yield return $"on {usage.ValidOn}";
        }
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
            | BindingFlags.DeclaredOnly;
        foreach (var member in type.GetMembers(All).Where(member =>
            !member.IsDefined(typeof(CompilerGeneratedAttribute)) || member is MethodInfo))
        {
            if (Describe(member) is { } text)
            {
                yield return text;
            }
        }
    }

    private static string? Describe(MemberInfo member) => member switch
    {
        ConstructorInfo { IsStatic: false } constructor when IsVisible(constructor) => $"new({Parameters(constructor)})",
        MethodInfo { IsVirtual: true } method when method.GetBaseDefinition() != method || method.Name.Contains('.') => null,
        MethodInfo method when IsVisible(method) && !method.Name.Contains('<') =>
            $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}{Arity(method)}({Parameters(method)})",
        FieldInfo { IsLiteral: true } field when field.IsPublic => $"const {field.Name} = {field.GetRawConstantValue()}",
        FieldInfo field when field.IsPublic && !field.IsSpecialName => $"{Name(field.FieldType)} {field.Name}",
        _ => null,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Arity(MethodInfo method) => method.IsGenericMethod ? $"<{method.GetGenericArguments().Length}>" : "";

    private static string Parameters(MethodBase method) => string.Join(
        ", ", method.GetParameters().Select(parameter =>
            $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? "?" : "")}"));

    private static string Name(Type type) => type switch
    {
        { IsByRef: true } => $"{Name(type.GetElementType()!)}&",
        { IsArray: true } => $"{Name(type.GetElementType()!)}[]",
        { IsGenericParameter: true } => type.Name,
        { IsGenericType: true } => $"{FullName(type)}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>",
        _ => FullName(type),
    };

    private static string FullName(Type type) => type.DeclaringType is { } outer && !type.IsGenericParameter
        ? $"{outer.Namespace}.{outer.Name}+{type.Name}"
        : $"{type.Namespace}.{type.Name}";
}
