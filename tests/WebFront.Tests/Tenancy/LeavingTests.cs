using System.Net;
using System.Security.Cryptography;
using Platform.Secrets;
using Platform.Tenancy;
using Platform.Tests.People;

namespace Platform.Tests.Tenancy;

/// <summary>A company that leaves: in its grace period all of it can come back, after it nobody can read what was its own.</summary>
public abstract class LeavingTests(FrontOfManyCompanies shared)
{
    private const string Purpose = "a test";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_its_grace_period_end_its_key_and_nothing_that_was_sealed_opens_any_more()
    {
        var (leaver, neighbour, earlier) = (await shared.NewCompany(), await shared.NewCompany(), await shared.NewCompany());
        await shared.Change(earlier, tenant => tenant.Delete(Stop));
        shared.Front.Clock.Jump(TimeSpan.FromDays(1));
        var secrets = shared.Front.Get<ISecretProtector>();
        var mine = await secrets.Protect(leaver.Id, Purpose, "a provider's key", Stop);
        var theirs = await secrets.Protect(neighbour.Id, Purpose, "kept", Stop);
        await shared.Change(leaver, tenant => tenant.Delete(Stop));

        shared.Front.Clock.Jump(TimeSpan.FromDays(29));
        await shared.InTime(async () => (await shared.Overview(earlier)).Status == TenantStatus.Deleted);
        Assert.Equal(TenantStatus.Cancelled, (await shared.Overview(leaver)).Status);
        Assert.Equal("a provider's key", await secrets.Unprotect(leaver.Id, Purpose, mine, Stop));

        shared.Front.Clock.Jump(TimeSpan.FromDays(1));
        await shared.InTime(async () => (await shared.Overview(leaver)).Status == TenantStatus.Deleted);
        await Assert.ThrowsAsync<CryptographicException>(() => secrets.Unprotect(leaver.Id, Purpose, mine, Stop));
        Assert.Equal("kept", await secrets.Unprotect(neighbour.Id, Purpose, theirs, Stop));
        await shared.InTime(async () => await Rows(leaver, "tenant-key") == 0);
        Assert.Equal(1, await Rows(neighbour, "tenant-key"));
        Assert.Contains(await shared.Front.Audited("key-erased"), entry => entry.Tenant == leaver.Id);
    }

    [Fact]
    public async Task Who_is_deleted_is_covered_by_no_exchange_any_more()
    {
        var leaver = await shared.NewCompany();
        Assert.Equal([leaver.Id], (await shared.Front.Grains.Pbx(leaver.Slug).GetScope(Stop))!.Tenants);

        await shared.Change(leaver, tenant => tenant.Delete(Stop));
        shared.Front.Clock.Jump(TimeSpan.FromDays(30));
        await shared.InTime(async () => (await shared.Overview(leaver)).Status == TenantStatus.Deleted);
        Assert.Empty((await shared.Front.Grains.Pbx(leaver.Slug).GetScope(Stop))!.Tenants);
    }

    [Fact]
    public async Task Whose_removal_was_interrupted_is_not_resumed_and_is_removed_in_the_end()
    {
        var leaver = await shared.NewCompany();
        using var op = await shared.Front.SignedIn("localhost", "op@platform.example");
        shared.Failing.Begin(leaver.Id, "tenant-deleted");
        await shared.Change(leaver, tenant => tenant.Delete(Stop));
        shared.Front.Clock.Jump(TimeSpan.FromDays(30));
        await shared.InTime(() => Task.FromResult(shared.Failing.Seen(leaver.Id, "tenant-deleted") > 0));

        using var again = await shared.Front.SignedIn("localhost", "op@platform.example");
        var refused = await again.Post($"/api/admin/tenants/{leaver.Id}/resume");
        Assert.Equal((HttpStatusCode.Conflict, "not-allowed"), (refused.Status, refused.Type));
        Assert.Equal(TenantStatus.Cancelled, (await shared.Overview(leaver)).Status);

        shared.Failing.End(leaver.Id, "tenant-deleted");
        await shared.InTime(async () => (await shared.Overview(leaver)).Status == TenantStatus.Deleted);
    }

    private Task<long> Rows(TenantProfile company, string kind) => shared.Database.Count(
        $"SELECT count(*) FROM grain_states WHERE grain_type = '{kind}' AND tenant_id = {shared.Database.Literal(company.Id.ToString())}");
}

public sealed class SqliteLeavingTests(SqliteCompanies shared) : LeavingTests(shared), IClassFixture<SqliteCompanies>;

public sealed class PostgresLeavingTests(PostgresCompanies shared) : LeavingTests(shared), IClassFixture<PostgresCompanies>;
