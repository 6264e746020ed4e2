using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Platform.Secrets;

namespace Platform.Tests.Secrets;

public sealed class AesSecretProtectorTests
{
    private static readonly AesSecretProtector Protector = new(RandomNumberGenerator.GetBytes(32));

    [Fact]
    public void What_was_sealed_opens_for_its_purpose_and_no_other() => Prop.ForAll<NonNull<string>>(text =>
    {
        var secret = text.Get.Replace('\ud800', ' ');
        if (secret.Any(char.IsSurrogate)) { return true; }
        var sealedSecret = Protector.Protect("route/a", secret);
        Assert.ThrowsAny<CryptographicException>(() => Protector.Unprotect("route/b", sealedSecret));
        return Protector.Unprotect("route/a", sealedSecret) == secret;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_altered_seal_does_not_open()
    {
        var sealedSecret = Protector.Protect("route/a", "secret");
        for (var index = 0; index < sealedSecret.Length; index++)
        {
            var altered = sealedSecret.ToArray();
            altered[index] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => Protector.Unprotect("route/a", altered));
        }
    }

    [Fact]
    public void Another_master_key_does_not_open_it()
    {
        var other = new AesSecretProtector(RandomNumberGenerator.GetBytes(32));

        Assert.ThrowsAny<CryptographicException>(() => other.Unprotect("route/a", Protector.Protect("route/a", "secret")));
    }
}
