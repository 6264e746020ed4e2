using System.Security.Cryptography;
using Orleans.Storage;
using Platform.Audit;
using Platform.Ids;
using Platform.Secrets;
using Platform.Storage;
using Platform.Tenancy;
using Platform.Tests.Storage;

namespace Platform.Tests.Secrets;

/// <summary>Secrets under envelopes, with keys kept in each database.</summary>
public abstract class SecretsConformance(ISqlStoreUnderTest store)
{
    private static readonly string First = NewMaster();
    private static readonly string Second = NewMaster();

    [Fact]
    public async Task What_was_sealed_opens_for_its_tenant_and_purpose_only()
    {
        var (tenant, other) = (await Given.Tenant(store), await Given.Tenant(store));
        var protector = Process(First).Protector;
        var sealedSecret = await protector.Protect(tenant, "route/a", "açúcar 🩺", Given.Stop);
        await protector.Protect(other, "route/a", "x", Given.Stop);
        await protector.Protect(null, "route/a", "x", Given.Stop);

        Assert.Equal("açúcar 🩺", await Process(First).Protector.Unprotect(tenant, "route/a", sealedSecret, Given.Stop));
        await Refused(protector, tenant, "route/b", sealedSecret);
        await Refused(protector, other, "route/a", sealedSecret);
        await Refused(protector, null, "route/a", sealedSecret);
    }

    [Fact]
    public async Task An_altered_seal_does_not_open()
    {
        var tenant = await Given.Tenant(store);
        var protector = Process(First).Protector;
        var sealedSecret = await protector.Protect(tenant, "a", "secret", Given.Stop);
        for (var index = 0; index < sealedSecret.Length; index++)
        {
            var altered = sealedSecret.ToArray();
            altered[index] ^= 1;
            await Refused(protector, tenant, "a", altered);
        }
    }

    [Fact]
    public async Task Processes_that_seal_for_the_first_time_at_once_make_one_key()
    {
        var tenant = await Given.Tenant(store);
        var sealedSecrets = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Process(First).Protector.Protect(tenant, "a", "secret", Given.Stop)));

        foreach (var one in sealedSecrets)
        {
            Assert.Equal("secret", await Process(First).Protector.Unprotect(tenant, "a", one, Given.Stop));
        }
    }

    [Fact]
    public async Task Rotation_seals_all_keys_anew_and_may_be_interrupted()
    {
        var tenants = new[] { await Given.Tenant(store), await Given.Tenant(store), await Given.Tenant(store) };
        var secrets = await Task.WhenAll(tenants.Select(tenant => Process(First).Protector.Protect(tenant, "a", "secret", Given.Stop)));
        var ofAll = await Process(First).Protector.Protect(null, "a", "the installation's", Given.Stop);
        await Refused(Process(Second).Protector, tenants[0], "a", secrets[0]);

        // Interrupted after one key: meanwhile old and new are both accepted.
        var rotating = Process(Second, old: First);
        Assert.True(await rotating.Keys.SealAnew(tenants[0], Given.Stop));
        Assert.Equal("secret", await Process(Second, old: First).Protector.Unprotect(tenants[1], "a", secrets[1], Given.Stop));

        var before = await SealedAnew();
        await KeyRotation.Run(rotating.Keys, store.Get<ITenantIds>(), Given.Stop);
        Assert.Equal(before + 1, await SealedAnew());
        Assert.Equal(0, (await KeyRotation.Run(rotating.Keys, store.Get<ITenantIds>(), Given.Stop)).Anew);
        Assert.Equal(before + 1, await SealedAnew());
        var after = Process(Second).Protector;
        for (var i = 0; i < tenants.Length; i++)
        {
            Assert.Equal("secret", await after.Unprotect(tenants[i], "a", secrets[i], Given.Stop));
            await Refused(Process(First).Protector, tenants[i], "a", secrets[i]);
        }
        Assert.Equal("the installation's", await after.Unprotect(null, "a", ofAll, Given.Stop));

        // Back, since the tests of a class share the installation's key.
        await KeyRotation.Run(Process(First, old: Second).Keys, store.Get<ITenantIds>(), Given.Stop);
    }

    [Fact]
    public async Task An_erased_key_opens_nothing_and_no_new_one_takes_its_place()
    {
        var (tenant, other) = (await Given.Tenant(store), await Given.Tenant(store));
        var process = Process(First);
        var (mine, others) = (
            await process.Protector.Protect(tenant, "a", "secret", Given.Stop), await process.Protector.Protect(other, "a", "kept", Given.Stop));

        await process.Keys.Erase(tenant, Given.Stop);
        await process.Keys.Erase(tenant, Given.Stop);

        await Refused(process.Protector, tenant, "a", mine);
        await Refused(Process(First).Protector, tenant, "a", mine);
        await Assert.ThrowsAsync<CryptographicException>(() => Process(First).Protector.Protect(tenant, "a", "new", Given.Stop));
        Assert.Equal("kept", await process.Protector.Unprotect(other, "a", others, Given.Stop));
        var audited = await store.AuditReader.Search(tenant, new AuditFilter(null, null, null, null), null, 10, Given.Stop);
        Assert.Equal(["key-erased", "key-made"], audited.Select(line => line.Action).Order());
    }

    [Fact]
    public async Task No_table_holds_a_secret_or_a_key_in_clear()
    {
        var tenant = await Given.Tenant(store);
        var protector = Process(First).Protector;
        await protector.Protect(tenant, "a", "planted-secret", Given.Stop);
        var key = await Process(First).Keys.Get(tenant, make: false, Given.Stop);

        foreach (var table in Tables.All.Append("grain_storage"))
        {
            foreach (var row in await store.Rows(table))
            {
                Assert.DoesNotContain("planted-secret", row, StringComparison.Ordinal);
                Assert.DoesNotContain(Convert.ToBase64String(key.Bytes), row, StringComparison.Ordinal);
                Assert.DoesNotContain(First, row, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Keyed_hashes_differ_by_tenant_and_purpose_and_repeat()
    {
        var (tenant, other) = (await Given.Tenant(store), await Given.Tenant(store));
        var hashes = Process(First).Protector;
        var hash = await hashes.Hash(tenant, "tombstone", "5511987654321"u8.ToArray(), Given.Stop);

        Assert.Equal(hash, await Process(First).Protector.Hash(tenant, "tombstone", "5511987654321"u8.ToArray(), Given.Stop));
        Assert.NotEqual(hash, await hashes.Hash(tenant, "receipt", "5511987654321"u8.ToArray(), Given.Stop));
        Assert.NotEqual(hash, await hashes.Hash(other, "tombstone", "5511987654321"u8.ToArray(), Given.Stop));
    }

    private async Task<int> SealedAnew() =>
        (await store.AuditReader.Search(null, new AuditFilter("key-sealed-anew", null, null, null), null, 100, Given.Stop)).Length;

    private (EnvelopeProtector Protector, DataKeys Keys) Process(string master, string? old = null)
    {
        var masters = MasterKeys.Find(new SecretsOptions { MasterKey = master, OldMasterKey = old }, dataDirectory: "");
        var keyStore = new KeyStore(store.Turns, store.Get<IGrainStorage>(), store.Audit, store.Get<IIdSource>(), TimeProvider.System);
        var keys = new DataKeys(keyStore, masters, TimeProvider.System);
        return (new EnvelopeProtector(keys), keys);
    }

    private static Task<CryptographicException> Refused(EnvelopeProtector protector, TenantId? tenant, string purpose, byte[] closed) =>
        Assert.ThrowsAnyAsync<CryptographicException>(() => protector.Unprotect(tenant, purpose, closed, Given.Stop));

    private static string NewMaster() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}

public sealed class SqliteSecretsTests(SqliteStore store) : SecretsConformance(store), IClassFixture<SqliteStore>;

public sealed class PostgresSecretsTests(PostgresStore store) : SecretsConformance(store), IClassFixture<PostgresStore>;
