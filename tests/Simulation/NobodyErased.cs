using System.Collections.Immutable;
using Platform.DataRights;
using Platform.Identity;
using Platform.Secrets;
using Platform.Tenancy;

namespace Platform.Tests.Simulation;

/// <summary>Nobody asks for anything of the sort in the simulation.</summary>
internal sealed class NobodyErased : IPersonalData, IKeyedHashes
{
    public Task<ImmutableArray<PeerKey>> FindKeys(TenantId tenant, PeerKey peer, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ImmutableArray<PersonalRows>> Read(TenantId tenant, ImmutableArray<PeerKey> keys, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ImmutableArray<ErasedRows>> Erase(TenantId tenant, Erasure erasure, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> HasErased(TenantId tenant, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<DateTimeOffset?> ErasedAt(TenantId tenant, byte[] hash, CancellationToken cancellationToken) =>
        Task.FromResult<DateTimeOffset?>(null);

    public Task<bool> WasErased(TenantId tenant, byte[] messageHash, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<byte[]> Hash(TenantId? tenant, string purpose, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
