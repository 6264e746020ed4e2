using Orleans.Runtime;

namespace Orleans;

/// <summary>What can be asked of a grain or of a reference to one.</summary>
public static class GrainExtensions
{
    /// <exception cref="ArgumentException">The object is neither a grain nor a reference.</exception>
    public static GrainId GetGrainId(this IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        var id = grain switch
        {
            GrainReference reference => reference.GrainId,
            IGrainBase { GrainContext: { } context } => context.GrainId,
            _ => default,
        };
        return id.IsDefault ? throw NotAGrain(grain) : id;
    }

    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) =>
        (TGrainInterface)grain.AsReference(typeof(TGrainInterface));

    public static TGrainInterface Cast<TGrainInterface>(this IAddressable grain) => grain.AsReference<TGrainInterface>();

    public static object AsReference(this IAddressable grain, Type interfaceType) => Reference(grain).Cast(interfaceType);

    public static object Cast(this IAddressable grain, Type interfaceType) => grain.AsReference(interfaceType);

    public static bool IsPrimaryKeyBasedOnLong(this IAddressable grain) => grain.GetGrainId().TryGetIntegerKey(out _, out _);

    /// <exception cref="InvalidOperationException">The key is not an integer.</exception>
    public static long GetPrimaryKeyLong(this IAddressable grain, out string? keyExt)
    {
        var id = grain.GetGrainId();
        return id.TryGetIntegerKey(out var key, out keyExt)
            ? key
            : throw new InvalidOperationException($"Unable to extract integer key from grain id {id}");
    }

    /// <exception cref="InvalidOperationException">The key is not an integer.</exception>
    public static long GetPrimaryKeyLong(this IAddressable grain) => grain.GetPrimaryKeyLong(out _);

    /// <summary>The guid of the key; an integer key is widened into the last eight bytes.</summary>
    /// <exception cref="InvalidOperationException">The key is neither.</exception>
    public static Guid GetPrimaryKey(this IAddressable grain, out string? keyExt)
    {
        var id = grain.GetGrainId();
        if (id.TryGetGuidKey(out var guid, out keyExt))
        {
            return guid;
        }
        return id.TryGetIntegerKey(out var key, out keyExt)
            ? Widen(key)
            : throw new InvalidOperationException($"Unable to extract GUID key from grain id {id}");
    }

    /// <exception cref="InvalidOperationException">The key is neither a guid nor an integer.</exception>
    public static Guid GetPrimaryKey(this IAddressable grain) => grain.GetPrimaryKey(out _);

    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    private static Guid Widen(long key) =>
        new(0, 0, 0, (byte)key, (byte)(key >> 8), (byte)(key >> 16), (byte)(key >> 24),
            (byte)(key >> 32), (byte)(key >> 40), (byte)(key >> 48), (byte)(key >> 56));

    private static GrainReference Reference(IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain switch
        {
            GrainReference reference => reference,
            IGrainBase { GrainContext: { } context } => context.GrainReference,
            _ => throw NotAGrain(grain),
        };
    }

    private static ArgumentException NotAGrain(IAddressable grain) =>
        new($"{grain.GetType().FullName} is neither a grain made by the host nor a reference to one.", nameof(grain));
}
