using System.Collections.Frozen;
using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Numerics;
using Orleans.Runtime;

namespace Orleans.GrainHost.Engine.Copying;

/// <summary>The types whose values never change and hold nothing that does.</summary>
internal static class AtomTypes
{
    private static readonly FrozenSet<Type> Known = FrozenSet.ToFrozenSet<Type>([
        typeof(string), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly),
        typeof(Guid), typeof(Uri), typeof(Version), typeof(IPAddress), typeof(IPEndPoint), typeof(BigInteger), typeof(Int128),
        typeof(UInt128), typeof(Half), typeof(CancellationToken), typeof(CultureInfo), typeof(CompareInfo), typeof(BitVector32),
        typeof(GrainId), typeof(GrainType), typeof(IdSpan), typeof(GrainInterfaceType), typeof(ActivationId), typeof(Nothing),
    ]);

    public static bool Contains(Type type) =>
        type.IsPrimitive
        || type.IsEnum
        || Known.Contains(type)
        || typeof(IAddressable).IsAssignableFrom(type)
        || typeof(Type).IsAssignableFrom(type)
        || typeof(CultureInfo).IsAssignableFrom(type)
        || typeof(IPAddress).IsAssignableFrom(type)

        // An exception is passed on as it is: what it says has happened already.
        || typeof(Exception).IsAssignableFrom(type)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Concurrency.Immutable<>))
        || (type.Namespace == "System.Collections.Generic" && type.Name.EndsWith("EqualityComparer`1", StringComparison.Ordinal));
}
