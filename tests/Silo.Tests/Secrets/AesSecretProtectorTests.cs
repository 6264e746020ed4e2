using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Platform.Secrets;
using Platform.Tenancy;

namespace Platform.Tests.Secrets;

public sealed class AesSecretProtectorTests
{
    private static readonly AesSecretProtector Protector = new(RandomNumberGenerator.GetBytes(32));

    private static readonly TenantId Tenant = new(Guid.CreateVersion7());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void What_was_sealed_opens_as_it_was() => Prop.ForAll<NonNull<string>>(text =>
    {
        var secret = new string([.. text.Get.Where(letter => !char.IsSurrogate(letter))]);
        var opened = Protector.Unprotect(Tenant, "route/a", Protector.Protect(Tenant, "route/a", secret, Stop).Result, Stop).Result;
        return opened == secret;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task What_was_sealed_opens_for_its_tenant_and_purpose_only()
    {
        var sealedSecret = await Protector.Protect(Tenant, "route/a", "secret", Stop);

        await Refused(Tenant, "route/b", sealedSecret);
        await Refused(new TenantId(Guid.CreateVersion7()), "route/a", sealedSecret);
        await Refused(null, "route/a", sealedSecret);
    }

    [Fact]
    public async Task An_altered_seal_does_not_open()
    {
        var sealedSecret = await Protector.Protect(Tenant, "route/a", "secret", Stop);
        for (var index = 0; index < sealedSecret.Length; index++)
        {
            var altered = sealedSecret.ToArray();
            altered[index] ^= 1;
            await Refused(Tenant, "route/a", altered);
        }
    }

    [Fact]
    public async Task Another_master_key_does_not_open_it()
    {
        var other = new AesSecretProtector(RandomNumberGenerator.GetBytes(32));

        await Refused(Tenant, "route/a", await other.Protect(Tenant, "route/a", "secret", Stop));
    }

    private static Task<CryptographicException> Refused(TenantId? tenant, string purpose, byte[] sealedSecret) =>
        Assert.ThrowsAnyAsync<CryptographicException>(() => Protector.Unprotect(tenant, purpose, sealedSecret, Stop));
}
