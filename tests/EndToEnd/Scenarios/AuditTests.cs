using System.Net;
using System.Text.Json;
using Platform.Demo;
using Platform.Tests.Harness;

namespace Platform.Tests.Scenarios;

/// <summary>What people do is written down, is found by their own company, and by no other.</summary>
public abstract class AuditTests(ScenarioPlatform platform)
{
    private const string Clinic = "admin@drmarco.example";
    private const string Gym = "admin@allpfit.example";
    private const string Operator = "operator@platform.example";

    private readonly Customer _customer = Customer.New();

    [Fact]
    public async Task A_takeover_is_found_with_who_did_it_from_where_and_only_by_its_company()
    {
        await TakeOver();

        var entry = Assert.Single(await Entries("api/audit?action=takeover&limit=1", Clinic));
        Assert.Equal($"user:{Clinic}", entry.GetProperty("actor").GetString());
        Assert.EndsWith(_customer.Number[^4..], entry.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_customer.Number, entry.GetRawText(), StringComparison.Ordinal);
        Assert.NotNull(entry.GetProperty("address").GetString());
        Assert.Empty(await Entries("api/audit?action=takeover", Gym));
        var tenant = DemoCompany.All[0].Profile.Id;
        Assert.NotEmpty(await Entries($"api/admin/tenants/{tenant}/audit?action=takeover", Operator));
    }

    [Theory]
    [InlineData("json-lines", "application/x-ndjson", "\"action\":\"takeover\"")]
    [InlineData("csv", "text/csv", ",\"takeover\",\"user:admin@drmarco.example\",")]
    public async Task An_export_is_streamed_and_is_itself_audited(string format, string type, string line)
    {
        await TakeOver();
        var before = (await Entries("api/audit?action=audit-exported&limit=1000", Clinic)).Count;

        using var export = await platform.Process.GetAs(Clinic, $"api/audit/export?format={format}");

        Assert.Equal(type, export.Content.Headers.ContentType?.MediaType);
        Assert.Contains(line, await export.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True((await Entries("api/audit?action=audit-exported&limit=1000", Clinic)).Count > before);
    }

    [Fact]
    public async Task The_ledgers_are_sound()
    {
        await TakeOver();
        foreach (var (path, user) in new[] { ("api/audit/verify", Clinic), ("api/admin/audit/verify", Operator) })
        {
            using var answer = await platform.Process.GetAs(user, path);
            var verdicts = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.All(verdicts.EnumerateArray(), verdict => Assert.Equal(JsonValueKind.Null, verdict.GetProperty("fault").ValueKind));
        }
    }

    [Theory]
    [InlineData("api/audit", Operator, HttpStatusCode.NotFound)]
    [InlineData("api/admin/audit", Clinic, HttpStatusCode.NotFound)]
    [InlineData("api/admin/tenants/5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0001/audit", Clinic, HttpStatusCode.NotFound)]
    [InlineData("api/audit?cursor=no", Clinic, HttpStatusCode.BadRequest)]
    [InlineData("api/audit?from=yesterday", Clinic, HttpStatusCode.BadRequest)]
    [InlineData("api/audit/export?format=pdf", Clinic, HttpStatusCode.BadRequest)]
    public async Task Who_may_not_and_what_cannot_be_is_refused(string path, string user, HttpStatusCode expected)
    {
        using var answer = await platform.Process.GetAs(user, path);
        Assert.Equal(expected, answer.StatusCode);
    }

    private async Task TakeOver()
    {
        using var answer = await platform.Process.PostAs(Clinic, $"api/conversations/{_customer.Number}/takeover");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private async Task<List<JsonElement>> Entries(string path, string user)
    {
        using var answer = await platform.Process.GetAs(user, path);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, body);
        return [.. JsonSerializer.Deserialize<JsonElement>(body).GetProperty("entries").EnumerateArray()];
    }
}

[Collection(OnSqlite.Name)]
public sealed class SqliteAuditTests(SqlitePlatform platform) : AuditTests(platform);

[Collection(OnPostgres.Name)]
public sealed class PostgresAuditTests(PostgresPlatform platform) : AuditTests(platform);
