// Just enough of the programming model for the contracts to compile until the engine replaces this file.
#pragma warning disable
namespace Orleans {
public interface IGrain; public interface IGrainWithGuidKey : IGrain; public interface IGrainWithGuidCompoundKey : IGrain; public interface IGrainWithStringKey : IGrain; public interface IGrainWithIntegerKey : IGrain;
[AttributeUsage(AttributeTargets.All)] public sealed class GenerateSerializerAttribute : Attribute;
[AttributeUsage(AttributeTargets.All)] public sealed class ImmutableAttribute : Attribute;
[AttributeUsage(AttributeTargets.All)] public sealed class IdAttribute(uint id) : Attribute { public uint Id => id; }
[AttributeUsage(AttributeTargets.All)] public sealed class AliasAttribute(string alias) : Attribute { public string Alias => alias; }
public interface IGrainFactory { T GetGrain<T>(Guid g, string? c = null) where T : IGrainWithGuidKey; T GetGrain<T>(Guid g, string e, string? c = null) where T : IGrainWithGuidCompoundKey; T GetGrain<T>(string g, string? c = null) where T : IGrainWithStringKey; T GetGrain<T>(long g, string? c = null) where T : IGrainWithIntegerKey; }
}
namespace Orleans.Concurrency { [AttributeUsage(AttributeTargets.All)] public sealed class OneWayAttribute : Attribute; [AttributeUsage(AttributeTargets.All)] public sealed class ReadOnlyAttribute : Attribute; [AttributeUsage(AttributeTargets.All)] public sealed class AlwaysInterleaveAttribute : Attribute; }
namespace Orleans.Runtime { public static class RequestContext { public static object? Get(string k) => null; public static void Set(string k, object v) { } public static bool Remove(string k) => false; } }
namespace Orleans.Runtime { public interface IAddressable; }
