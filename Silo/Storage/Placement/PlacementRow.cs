using System.Text.Json.Serialization;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>Where a tenant's data is, as the registry keeps it. A tenant without one is shared.</summary>
/// <param name="Database">The tenant's own database, which serves it; <c>null</c> while the installation's does.</param>
/// <param name="Move">The move that is under way, or <c>null</c>.</param>
/// <param name="Old">What the last move left behind and nobody confirmed yet, or <c>null</c>.</param>
internal sealed record PlacementRow(DatabaseAddress? Database, PendingMove? Move, OldData? Old)
{
    /// <summary>Of every tenant that was not placed elsewhere.</summary>
    public static PlacementRow Shared { get; } = new(Database: null, Move: null, Old: null);

    /// <summary>The tier that serves.</summary>
    [JsonIgnore]
    public IsolationTier Tier => Database is null ? IsolationTier.Shared : IsolationTier.Dedicated;

    /// <summary>What is told of it.</summary>
    public TenantPlacement Describe() => new(Tier, Database?.Server, Move?.Tier, Old?.Tier);
}

/// <summary>A tenant's own database.</summary>
/// <param name="Server">A configured server's name, or <c>null</c> for the installation's own.</param>
/// <param name="Name">The database's name, which is also its role's; a file's name on SQLite.</param>
/// <param name="Password">The role's password, sealed; <c>null</c> where there is no role.</param>
internal sealed record DatabaseAddress(string? Server, string Name, byte[]? Password);

/// <summary>Where a move goes.</summary>
/// <param name="Database">The database that is being filled, or <c>null</c> for the installation's own.</param>
internal sealed record PendingMove(DatabaseAddress? Database)
{
    [JsonIgnore]
    public IsolationTier Tier => Database is null ? IsolationTier.Shared : IsolationTier.Dedicated;
}

/// <summary>What a move left behind.</summary>
/// <param name="Database">The database that served before, or <c>null</c> for the installation's own.</param>
internal sealed record OldData(DatabaseAddress? Database)
{
    [JsonIgnore]
    public IsolationTier Tier => Database is null ? IsolationTier.Shared : IsolationTier.Dedicated;
}

// Bytes that are null would be read back as no bytes at all.
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlacementRow))]
internal sealed partial class PlacementJson : JsonSerializerContext;
