using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Platform.People;

/// <summary>What one-time codes of an account are checked by.</summary>
/// <param name="SealedSecret">The secret shared with the person's app, sealed.</param>
/// <param name="UsedSteps">
/// Steps whose code was used. The steps themselves and not only the last one: after a clock that ran ahead was set right, codes must work
/// again.
/// </param>
/// <param name="RecoveryHashes">Recovery codes that were not used yet.</param>
internal sealed record CodeBook(byte[] SealedSecret, ImmutableArray<long> UsedSteps, ImmutableArray<byte[]> RecoveryHashes)
{
    internal const int RecoveryCodes = 10;

    // Only three steps are good at a time; the others are far enough in the past or the future.
    private const int UsedStepsMax = 16;

    // 50 bits of Crockford's alphabet without letters that look alike: too many to guess through any throttle.
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int RecoveryLength = 10;

    internal static ImmutableArray<string> NewRecoveryCodes() =>
        [.. Enumerable.Range(0, RecoveryCodes).Select(_ => RandomNumberGenerator.GetString(Alphabet, RecoveryLength))];

    internal static ImmutableArray<byte[]> HashesOf(ImmutableArray<string> codes) => [.. codes.Select(Hashes.Of)];

    /// <summary>The book after a code was used; <c>null</c> when the code is wrong or was used before.</summary>
    internal CodeBook? Use(string code, byte[] secret, DateTimeOffset now)
    {
        var typed = new string([.. code.Where(char.IsLetterOrDigit)]).ToLowerInvariant();
        if (Totp.Match(secret, typed, now) is { } step)
        {
            return UsedSteps.Contains(step) ? null : this with { UsedSteps = [.. UsedSteps.Append(step).TakeLast(UsedStepsMax)] };
        }

        var shown = Hashes.Of(typed);
        var left = RecoveryHashes.Where(hash => !Hashes.AreEqual(hash, shown)).ToImmutableArray();
        return left.Length < RecoveryHashes.Length ? this with { RecoveryHashes = left } : null;
    }
}
