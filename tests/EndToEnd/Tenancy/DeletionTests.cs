using System.Net;
using Platform.Tests.Harness;
using Platform.Tests.Onboarding;

namespace Platform.Tests.Tenancy;

/// <summary>A deleted company: after its grace period nothing is left but that it existed.</summary>
public abstract class DeletionTests(TenantPlatform platform)
{
    private const string Neighbour = "5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0001";

    [Fact]
    public async Task After_its_grace_period_a_company_is_gone_with_data_names_people_and_keys_and_its_slug_is_free()
    {
        var newcomer = Newcomer.Of(platform, "leaver");
        var tenant = await newcomer.Begin();
        await newcomer.Finished(tenant);
        platform.Gateway.CustomerWrites(newcomer.Slug, "5511970004321", "Oi");
        await Eventually.Holds("the bot answers", () => platform.Replies(newcomer.Slug, "5511970004321").Count > 0);

        await platform.Gateway.Idle(TestContext.Current.CancellationToken);
        var others = await RowsOf(Neighbour);
        var deleted = await platform.Operator.Send(HttpMethod.Delete, $"api/admin/tenants/{tenant}");
        Assert.Equal((HttpStatusCode.OK, "cancelled"), (deleted.Status, deleted.Required("status")));
        Assert.NotNull(deleted.Body!["deletionDue"]);

        await Eventually.Holds("the company is gone", async () =>
            (await platform.Operator.Get($"api/admin/tenants/{tenant}")).Body?["status"]?.GetValue<string>() == "deleted");
        await Eventually.Holds(
            "nothing but the tombstone is left", async () => await RowsOf(tenant) == "grain_states:1 tenants:1", () => RowsOf(tenant));
        Assert.Equal("tenant:1", await Left(tenant));
        Assert.Equal(others, await RowsOf(Neighbour));
        Assert.Equal(0, await platform.Database.Count($"SELECT count(*) FROM messages WHERE tenant_id = {platform.Database.Literal(tenant)}"));
        Assert.True(await platform.Database.Count($"SELECT count(*) FROM audit WHERE tenant_id = {platform.Database.Literal(tenant)} AND ledger = 0") > 0);
        Assert.Equal(1, await platform.Database.Count($"SELECT count(*) FROM tenants WHERE tenant_id = {platform.Database.Literal(tenant)} AND status = 3"));
        Assert.Null(platform.Gateway.Instances.Find(newcomer.Slug));
        await Eventually.Holds("its webhook is nobody's", async () =>
            (await platform.Webhooks.Post(newcomer.Slug, new System.Text.Json.Nodes.JsonObject())).Status == HttpStatusCode.NotFound);

        Assert.NotEqual(tenant, await platform.Create(newcomer.Slug, "Somebody else"));
    }

    [Fact]
    public async Task A_company_that_is_resumed_in_time_is_not_deleted()
    {
        var tenant = await platform.Create(TenantPlatform.NewSlug());
        await platform.Operator.Send(HttpMethod.Delete, $"api/admin/tenants/{tenant}");
        var resumed = await platform.Operator.Post($"api/admin/tenants/{tenant}/resume");

        Assert.Equal("active", resumed.Required("status"));
        Assert.Equal(0, await platform.Database.Count($"SELECT count(*) FROM alarms WHERE tenant_id = {platform.Database.Literal(tenant)} AND name = 'deletion'"));
    }

    private async Task<string> Left(string tenant) => string.Join(' ', await platform.Database.Query(
        $"SELECT grain_type, count(*) FROM grain_states WHERE tenant_id = {platform.Database.Literal(tenant)} GROUP BY grain_type ORDER BY 1",
        row => $"{row.GetString(0)}:{row.GetInt64(1)}"));

    // In every table that the catalogue shows, so that a new one cannot be forgotten.
    private async Task<string> RowsOf(string tenant)
    {
        List<string> rows = [];
        foreach (var table in await platform.Database.Query(platform.Database.TenantTablesSql, row => row.GetString(0)))
        {
            var count = await platform.Database.Count($"SELECT count(*) FROM {table} WHERE tenant_id = {platform.Database.Literal(tenant)}");
            if (count > 0 && !table.StartsWith("audit", StringComparison.Ordinal)) { rows.Add($"{table}:{count}"); }
        }
        return string.Join(' ', rows);
    }
}

[Collection(TenantsOnSqlite.Name)]
public sealed class SqliteDeletionTests(SqliteTenantPlatform platform) : DeletionTests(platform);

[Collection(TenantsOnPostgres.Name)]
public sealed class PostgresDeletionTests(PostgresTenantPlatform platform) : DeletionTests(platform);
