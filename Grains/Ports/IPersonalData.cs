using System.Collections.Immutable;
using Platform.Identity;
using Platform.Tenancy;

namespace Platform.DataRights;

/// <summary>Everything that is stored about one person, in whatever table names the person.</summary>
public interface IPersonalData
{
    /// <summary>The person's keys: the one given, the number that it is linked to, and every identity linked to that.</summary>
    Task<ImmutableArray<PeerKey>> FindKeys(TenantId tenant, PeerKey peer, CancellationToken cancellationToken);

    /// <summary>The rows of each table, as JSON.</summary>
    Task<ImmutableArray<PersonalRows>> Read(TenantId tenant, ImmutableArray<PeerKey> keys, CancellationToken cancellationToken);

    /// <summary>
    /// Removes all of it in one transaction and leaves the hashes with the time, and those of messages that may be delivered again with a
    /// time that does not tell them from new ones. Calls since <see cref="Erasure.KeepCallsSince"/> stay without who called.
    /// </summary>
    /// <returns>How many rows of each table are gone or anonymous.</returns>
    Task<ImmutableArray<ErasedRows>> Erase(TenantId tenant, Erasure erasure, CancellationToken cancellationToken);

    /// <summary>Whether anybody of the tenant was ever erased.</summary>
    Task<bool> HasErased(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>When the person with this hash was erased, or <c>null</c>.</summary>
    Task<DateTimeOffset?> ErasedAt(TenantId tenant, byte[] hash, CancellationToken cancellationToken);

    /// <summary>Whether a message with this hash (see <see cref="Tombstones.MessageHash"/>) was erased with a person.</summary>
    Task<bool> WasErased(TenantId tenant, byte[] messageHash, CancellationToken cancellationToken);
}

/// <summary>What is to be erased.</summary>
/// <param name="Keys">The person's keys.</param>
/// <param name="Hashes">Their keyed hashes, in the same order.</param>
/// <param name="At">Now.</param>
/// <param name="KeepCallsSince">Calls that began at or after this stay, anonymous, because the law asks for them.</param>
public sealed record Erasure(ImmutableArray<PeerKey> Keys, ImmutableArray<byte[]> Hashes, DateTimeOffset At, DateTimeOffset KeepCallsSince)
{
    /// <summary>Whether the tenant is not served there: it is being restored, or was moved away.</summary>
    public bool IsUnserved { get; init; }
}
