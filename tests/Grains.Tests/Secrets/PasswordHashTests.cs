using System.Security.Cryptography;
using Platform.Secrets;

namespace Platform.Tests.Secrets;

public sealed class PasswordHashTests
{
    private const string Password = "sixteen-letters-or-more";

    [Fact]
    public void Only_the_password_itself_matches()
    {
        var hash = PasswordHash.Of(Password);

        Assert.True(PasswordHash.Matches(hash, Password));
        Assert.False(PasswordHash.Matches(hash, Password + "x"));
        Assert.False(PasswordHash.Matches(null, Password));
        Assert.NotEqual(hash.Hash, PasswordHash.Of(Password).Hash);
    }

    [Fact]
    public void A_new_hash_costs_no_more_than_strangers_may_take_from_calls() =>
        Assert.Equal((10_000, PasswordHash.IterationsOfNew), (PasswordHash.Of(Password).Iterations, PasswordHash.IterationsOfNew));

    [Fact]
    public void A_hash_of_before_its_cost_was_recorded_still_matches()
    {
        var salt = new byte[16];
        var hash = new PasswordHash(salt, Rfc2898DeriveBytes.Pbkdf2(Password, salt, 600_000, HashAlgorithmName.SHA256, 32));

        Assert.True(PasswordHash.Matches(hash, Password));
    }
}
