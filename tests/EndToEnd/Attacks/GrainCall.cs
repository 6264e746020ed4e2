using System.Reflection;
using Orleans;
using Platform.Tenancy;

namespace Platform.Tests.Attacks;

/// <summary>A method of a grain interface, callable without knowing it.</summary>
internal sealed record GrainCall(Type Interface, MethodInfo Method)
{
    // Fits every grain whose key has a text part: a number is a peer, and nothing else looks at it before the guard does.
    private const string KeyWithin = "5511987654321";

    private static readonly Type[] KeyKinds =
    [
        typeof(IGrainWithGuidKey), typeof(IGrainWithGuidCompoundKey), typeof(IGrainWithStringKey), typeof(IGrainWithIntegerKey),
        typeof(IGrainWithIntegerCompoundKey),
    ];

    /// <summary>Every method of every grain interface of the contracts, inherited ones too.</summary>
    internal static IReadOnlyList<GrainCall> All { get; } =
    [
        .. typeof(GrainKeys).Assembly.GetTypes()
            .Where(type => type.IsInterface && KeyKinds.Any(kind => kind.IsAssignableFrom(type)))
            .SelectMany(type => type.GetInterfaces().Append(type)
                .Where(declaring => declaring.Assembly == typeof(GrainKeys).Assembly)
                .SelectMany(declaring => declaring.GetMethods())
                .Select(method => new GrainCall(type, method))),
    ];

    internal static GrainCall Named(string name) => All.Single(call => call.Name == name);

    internal string Name => $"{Interface.Name}.{Method.Name}";

    internal bool IsTenantScoped => typeof(ITenantScoped).IsAssignableFrom(Interface);

    internal bool AnswersNothing => Method.GetCustomAttributes().Any(attribute => attribute.GetType().Name == "OneWayAttribute");

    /// <summary>Calls it on the tenant's grain with empty arguments.</summary>
    internal async Task On(IGrainFactory grains, TenantId tenant)
    {
        var grain = typeof(IGrainWithGuidCompoundKey).IsAssignableFrom(Interface)
            ? grains.GetGrain(Interface, tenant.Value, KeyWithin)
            : grains.GetGrain(Interface, tenant.Value);
        await (dynamic)Method.Invoke(grain, [.. Method.GetParameters().Select(Empty)])!;
    }

    private static object? Empty(ParameterInfo parameter) =>
        parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null;
}
