using System.Collections.Immutable;
using Platform.Tenancy;

namespace Platform.People;

/// <summary>The installation's keys that sign tokens (key: 0). They change by themselves once in 30 days; the last few still verify.</summary>
[Alias("key-ring")]
public interface IKeyRingGrain : IGrainWithIntegerKey
{
    /// <summary>Signs an access token (JWT, ES256).</summary>
    [Alias("sign-access")]
    Task<string> SignAccess(AccessGrant grant, CancellationToken cancellationToken);

    /// <summary>The keys that verify, the newest first.</summary>
    [Alias("get-keys")]
    Task<ImmutableArray<VerificationKey>> GetKeys(CancellationToken cancellationToken);

    /// <summary>Signs the token of a link.</summary>
    [Alias("sign-link")]
    Task<string> SignLink(LinkGrant grant, CancellationToken cancellationToken);

    /// <summary>Reads the token of a link; <c>null</c> when it was not signed here, was altered or has expired.</summary>
    [Alias("read-link")]
    Task<LinkGrant?> ReadLink(string token, CancellationToken cancellationToken);

    /// <summary>Signs with a new key from here on; with <paramref name="forgetOld"/> nothing signed before is good any longer.</summary>
    [Alias("rotate")]
    Task Rotate(bool forgetOld, CancellationToken cancellationToken);
}

/// <summary>What an access token says.</summary>
/// <param name="Tenant">The only company that it opens, or <c>null</c> for the operator's own end points.</param>
/// <param name="Email">The person.</param>
/// <param name="Role">What the person may do.</param>
/// <param name="Session">The session that it belongs to, and ends with; empty for an operator inside a company.</param>
/// <param name="Actor">Who acts, as the audit names it.</param>
/// <param name="Lifetime">How long it is good.</param>
[GenerateSerializer, Immutable, Alias("access-grant")]
public sealed record AccessGrant(TenantId? Tenant, EmailAddress Email, Role Role, Guid Session, string Actor, TimeSpan Lifetime);

/// <summary>A key that verifies what the ring signed.</summary>
/// <param name="Id">Its name in the header of tokens.</param>
/// <param name="PublicKey">The public key (SubjectPublicKeyInfo).</param>
[GenerateSerializer, Immutable, Alias("verification-key")]
public sealed record VerificationKey(string Id, byte[] PublicKey);

/// <summary>What the token of a link says.</summary>
/// <param name="Tenant">The company, or <c>null</c> for the operator's people.</param>
/// <param name="Email">The person.</param>
/// <param name="Purpose">What it may be used for.</param>
/// <param name="Id">The link; it is used up with it.</param>
/// <param name="PasswordVersion">How often the password had been set: another password makes older links void.</param>
/// <param name="ExpiresAt">When it ends.</param>
[GenerateSerializer, Immutable, Alias("link-grant")]
public sealed record LinkGrant(
    TenantId? Tenant, EmailAddress Email, LinkPurpose Purpose, Guid Id, int PasswordVersion, DateTimeOffset ExpiresAt);

/// <summary>What a link is for.</summary>
[GenerateSerializer, Alias("link-purpose")]
public enum LinkPurpose
{
    /// <summary>Accepts an invitation.</summary>
    Invitation,

    /// <summary>Sets a forgotten password.</summary>
    Reset,
}
