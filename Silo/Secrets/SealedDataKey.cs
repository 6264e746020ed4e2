using System.Text.Json.Serialization;

namespace Platform.Secrets;

/// <summary>A data key as it is stored.</summary>
/// <param name="MasterId">The master key that it is sealed under; empty when it was erased.</param>
/// <param name="Key">The sealed key; empty when it was erased.</param>
/// <param name="Origin">The tenant that it was made for, where its owner is a copy of that one under another id.</param>
internal sealed record SealedDataKey(string MasterId, byte[] Key, Guid? Origin = null)
{
    /// <summary>What stands where a key was erased, so that no new one takes its place.</summary>
    public static SealedDataKey Erased { get; } = new("", []);

    /// <summary>Whether the key was erased.</summary>
    [JsonIgnore]
    public bool IsErased => Key.Length == 0;
}

[JsonSerializable(typeof(SealedDataKey))]
internal sealed partial class SealedDataKeyJson : JsonSerializerContext;
