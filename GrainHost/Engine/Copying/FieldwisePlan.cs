using System.Reflection;

namespace Orleans.GrainHost.Engine.Copying;

/// <summary>Copies an object field by field, its private and inherited ones included.</summary>
internal sealed class FieldwisePlan : CopyPlan
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Func<object, object> ShallowCopy =
        typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!.CreateDelegate<Func<object, object>>();

    private readonly bool _isReference;
    private readonly (FieldInfo Field, CopyPlan Plan)[] _deep;
    private readonly FieldInfo[] _dropped;

    private FieldwisePlan(Type type, (FieldInfo, CopyPlan)[] deep, FieldInfo[] dropped)
    {
        _isReference = !type.IsValueType;
        _deep = deep;
        _dropped = dropped;
    }

    /// <summary>Null when nothing in the type can change.</summary>
    public static CopyPlan? Make(Type type)
    {
        var fields = Fields(type).ToList();
        var dropped = fields.Where(field => field.IsDefined(typeof(NonSerializedAttribute), false)).ToArray();
        var deep = fields.Except(dropped)
            .Where(field => !IsImmutable(field))
            .Select(field => (Field: field, Plan: ForDeclared(field.FieldType)))
            .Where(each => each.Plan is not null)
            .Select(each => (each.Field, each.Plan!))
            .ToArray();
        var isFrozen = deep.Length == 0 && dropped.Length == 0 && (type.IsValueType || fields.All(field => field.IsInitOnly));
        return isFrozen ? null : new FieldwisePlan(type, deep, dropped);
    }

    public override object? Copy(object? value, CopyContext context)
    {
        if (value is null)
        {
            return null;
        }
        if (_isReference && context.TryGet(value, out var known))
        {
            return known;
        }
        var copy = ShallowCopy(value);
        if (_isReference)
        {
            context.Remember(value, copy);
        }
        foreach (var (field, plan) in _deep)
        {
            field.SetValue(copy, plan.Copy(field.GetValue(value), context));
        }
        foreach (var field in _dropped)
        {
            field.SetValue(copy, null);
        }
        return copy;
    }

    internal static IEnumerable<FieldInfo> Fields(Type? type)
    {
        for (; type is not null && type != typeof(object) && type != typeof(ValueType); type = type.BaseType)
        {
            foreach (var field in type.GetFields(Declared))
            {
                yield return field;
            }
        }
    }

    private static bool IsImmutable(FieldInfo field) =>
        field.IsDefined(typeof(ImmutableAttribute), false)
        || (PropertyOf(field)?.IsDefined(typeof(ImmutableAttribute), false) ?? false);

    /// <summary>The auto-property that a compiler-made field stands behind.</summary>
    internal static PropertyInfo? PropertyOf(FieldInfo field) =>
        field.Name.StartsWith('<') && field.Name.EndsWith(">k__BackingField", StringComparison.Ordinal)
            ? field.DeclaringType!.GetProperty(field.Name[1..field.Name.IndexOf('>')], Declared)
            : null;
}
