using System.Collections.Immutable;
using Orleans.Concurrency;
using Platform.Tenancy;

namespace Platform.People;

/// <summary>The keys by which programs act for a company (key: tenant id). At most 100.</summary>
[Alias("api-keys")]
public interface IApiKeysGrain : IGrainWithGuidKey, ITenantScoped
{
    /// <summary>Adds a key; <c>null</c> when there is no room.</summary>
    [Alias("add")]
    Task<ApiKeyView?> Add(ApiKeyOrder order, CancellationToken cancellationToken);

    /// <summary>All keys, the newest first, without their secrets.</summary>
    [Alias("list")]
    Task<ImmutableArray<ApiKeyView>> List(CancellationToken cancellationToken);

    /// <summary>Takes a key back; <c>false</c> when there is no such one.</summary>
    [Alias("revoke")]
    Task<bool> Revoke(Guid key, CancellationToken cancellationToken);

    /// <summary>The key that a secret belongs to; <c>null</c> when it is none, or no longer.</summary>
    [AlwaysInterleave, Alias("check")]
    Task<ApiKeyView?> Check(Guid key, byte[] secretHash, CancellationToken cancellationToken);
}

/// <summary>A key as an administrator orders one.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Role">What it may do at most.</param>
/// <param name="Scopes">Where it may do it: <c>conversations:read</c>, <c>conversations:write</c>, …</param>
/// <param name="SecretHash">SHA-256 of its secret.</param>
[GenerateSerializer, Immutable, Alias("api-key-order")]
public sealed record ApiKeyOrder(string Name, Role Role, ImmutableArray<string> Scopes, byte[] SecretHash);

/// <summary>A key without its secret.</summary>
/// <param name="Id">The key.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Role">What it may do at most.</param>
/// <param name="Scopes">Where it may do it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who made it.</param>
[GenerateSerializer, Immutable, Alias("api-key-view")]
public sealed record ApiKeyView(Guid Id, string Name, Role Role, ImmutableArray<string> Scopes, DateTimeOffset CreatedAt, string CreatedBy);
