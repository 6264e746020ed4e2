using System.Security.Cryptography;
using System.Text;
using Platform.Caching;

namespace Platform.Auth;

/// <summary>
/// Remembers briefly what credentials were proven, since a proof costs milliseconds and clients send theirs with every request. The key
/// is a keyed hash of user and password: a comparison of hashes tells an attacker's clock nothing, and memory holds no password. Wrong
/// credentials are not remembered.
/// </summary>
internal sealed class ProvenCredentials<TIdentity>(TimeProvider clock) where TIdentity : class
{
    /// <summary>How long a withdrawn credential still opens.</summary>
    internal static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(60);

    // While the store is down what is in progress must still be answered; a credential proven this long ago is good enough for that.
    private static readonly TimeSpan UsableWhenDownFor = TimeSpan.FromMinutes(15);

    // People and exchanges, not requests.
    private const int CredentialsMax = 10_000;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly BriefCache<CredentialHash, TIdentity> _proven = new(CredentialsMax, FreshFor, clock);

    /// <summary>Whose the credential is, by what was proven lately or by <paramref name="prove"/>; <c>null</c> when it is wrong.</summary>
    internal async ValueTask<TIdentity?> Authenticate(
        BasicCredential credential, Func<CancellationToken, Task<TIdentity?>> prove, CancellationToken cancellationToken)
    {
        var key = KeyOf(credential);
        if (_proven.TryGet(key, out var known)) { return known; }

        try
        {
            return Remember(key, await prove(cancellationToken).WaitAsync(cancellationToken));
        }
        catch (Exception) when (_proven.TryGet(key, UsableWhenDownFor, out known))
        {
            return known;
        }
    }

    private TIdentity? Remember(CredentialHash key, TIdentity? identity)
    {
        if (identity is null) { _proven.Forget(key); }
        else { _proven.Put(key, identity); }
        return identity;
    }

    // The user name cannot hold a colon, so no two credentials run together to the same bytes.
    private CredentialHash KeyOf(BasicCredential credential) =>
        new(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{credential.User}:{credential.Password}")));

    /// <summary>A 256-bit hash as a key.</summary>
    private readonly record struct CredentialHash(UInt128 High, UInt128 Low)
    {
        internal CredentialHash(byte[] hash)
            : this(BitConverter.ToUInt128(hash, 0), BitConverter.ToUInt128(hash, 16))
        {
        }
    }
}
