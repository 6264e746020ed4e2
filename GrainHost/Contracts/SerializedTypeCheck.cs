using System.Reflection;
using Orleans.GrainHost.Engine.Copying;
using Orleans.Serialization;

namespace Orleans.GrainHost.Contracts;

/// <summary>The rules for a type marked <c>[GenerateSerializer]</c>.</summary>
internal static class SerializedTypeCheck
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Problems(Type type)
    {
        if (type.IsEnum)
        {
            return [];
        }
        var fields = type.GetFields(Declared).Where(field => !field.IsDefined(typeof(NonSerializedAttribute), false)).ToList();
        return
        [
            .. Inaccessible(type),
            .. fields.Where(field => Id(field) is null && !IsPositional(type, field))
                .Select(field => $"{type}.{NameOf(field)}: has no [Id]."),
            .. fields.Select(Id).OfType<uint>().GroupBy(id => id).Where(group => group.Count() > 1)
                .Select(group => $"{type}: the id {group.Key} is used more than once."),
            .. type.IsGenericTypeDefinition ? [] : fields.Select(field => CopyFailure(type, field)).OfType<string>(),
        ];
    }

    private static IEnumerable<string> Inaccessible(Type type)
    {
        for (var each = type; each is not null; each = each.DeclaringType)
        {
            if (each.IsNestedPrivate || each.IsNestedFamily)
            {
                yield return $"{type}: generated code cannot reach it; make it internal or public.";
            }
        }
    }

    private static uint? Id(FieldInfo field) =>
        (field.GetCustomAttribute<IdAttribute>() ?? FieldwisePlan.PropertyOf(field)?.GetCustomAttribute<IdAttribute>())?.Id;

    /// <summary>Parameters of a record get their ids by position.</summary>
    private static bool IsPositional(Type type, FieldInfo field) =>
        FieldwisePlan.PropertyOf(field) is { } property && PrimaryParameters(type).Any(name => name == property.Name);

    private static IEnumerable<string> PrimaryParameters(Type type)
    {
        var isRecord = type.GetMethod("<Clone>$") is not null || (type.IsValueType && type.GetMethod("PrintMembers", Declared) is not null);
        var includes = type.GetCustomAttribute<GenerateSerializerAttribute>(false) is { IncludePrimaryConstructorParameters: true };
        return isRecord || includes
            ? type.GetConstructors(Declared)
                .Where(constructor =>
                    constructor.GetParameters() is var parameters && !(parameters is [var only] && only.ParameterType == type))
                .Where(constructor => constructor.GetParameters().All(parameter =>
                    type.GetProperty(parameter.Name!, Declared & ~BindingFlags.DeclaredOnly) is not null))
                .OrderByDescending(constructor => constructor.GetParameters().Length)
                .Take(1)
                .SelectMany(constructor => constructor.GetParameters())
                .Select(parameter => parameter.Name!)
            : [];
    }

    private static string NameOf(FieldInfo field) => FieldwisePlan.PropertyOf(field)?.Name ?? field.Name;

    private static string? CopyFailure(Type type, FieldInfo field)
    {
        try
        {
            CopyPlan.ForDeclared(field.FieldType);
            return null;
        }
        catch (CodecNotFoundException exception)
        {
            return $"{type}.{NameOf(field)}: {exception.Message}";
        }
    }
}
