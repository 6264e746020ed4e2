using System.Security.Cryptography;
using System.Text;
using Platform.Caching;
using Platform.Calls;

namespace Platform.FreeSwitch;

/// <summary>
/// Checks credentials of exchanges. The exchange's grain stores a slow hash, and the switch sends its credential with every request, so what was
/// proven is remembered briefly, under a keyed hash of user and password: a comparison of hashes tells an attacker's clock nothing, and memory holds
/// no password. Wrong credentials are not remembered; they stay slow.
/// </summary>
internal sealed class PbxScopes(IGrainFactory grains, TimeProvider clock)
{
    /// <summary>How long a withdrawn credential still opens.</summary>
    internal static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(60);

    // While the store is down a call in progress must still be answered; a credential proven this long ago is good enough for that.
    private static readonly TimeSpan UsableWhenDownFor = TimeSpan.FromMinutes(15);

    // Exchanges, not calls.
    private const int CredentialsMax = 10_000;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly BriefCache<CredentialHash, PbxScope> _proven = new(CredentialsMax, FreshFor, clock);

    /// <summary>The exchange's scope, or <c>null</c> when the credential is wrong.</summary>
    internal async ValueTask<PbxScope?> Authenticate(PbxCredential credential, CancellationToken cancellationToken)
    {
        var key = KeyOf(credential);
        if (_proven.TryGet(key, out var known))
        {
            return known;
        }

        try
        {
            return Remember(key, await grains.Pbx(credential.User).Authenticate(credential.Password, cancellationToken).WaitAsync(cancellationToken));
        }
        catch (Exception) when (_proven.TryGet(key, UsableWhenDownFor, out known))
        {
            return known;
        }
    }

    private PbxScope? Remember(CredentialHash key, PbxScope? scope)
    {
        if (scope is null)
        {
            _proven.Forget(key);
            return null;
        }
        _proven.Put(key, scope);
        return scope;
    }

    // The user name cannot hold a colon, so no two credentials run together to the same bytes.
    private CredentialHash KeyOf(PbxCredential credential) =>
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
