using System.Net;
using System.Text;
using Platform.Tenancy;
using Platform.Tests.Tenancy;
using Platform.Tests.Webhooks;

namespace Platform.Tests.Storage;

/// <summary>The disk that the installation's SQLite file is on takes nothing in any more, and then does again.</summary>
[Collection(nameof(FullDiskTests))]
public sealed class FullDiskTests(SqliteCompanies shared) : IClassFixture<SqliteCompanies>
{
    private static int _messages;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(FullDisk.NoSpaceLeft)]
    [InlineData(FullDisk.InputOutputError)]
    public async Task Webhooks_are_postponed_nothing_is_half_done_and_it_goes_on_by_itself(int error)
    {
        var company = await shared.NewCompany();
        Assert.Equal(HttpStatusCode.OK, (await Post(company, NewMessage())).StatusCode);
        await FrontOfManyCompanies.Until(async () => await Count(company, "outbox") == 1);
        var before = await Rows(company);

        var lost = NewMessage();
        using (FullDisk.Below(shared.Database.Settings["Storage:DataDirectory"], error))
        {
            for (var tries = 0; tries < 3; tries++)
            {
                using var postponed = await Post(company, lost);
                Assert.Equal(HttpStatusCode.ServiceUnavailable, postponed.StatusCode);
                Assert.NotNull(postponed.Headers.RetryAfter);
            }
            Assert.True(FullDisk.Refused >= 3, $"{FullDisk.Refused} writes were refused.");
            Assert.Equal(before, await Rows(company));
        }

        Assert.Equal(HttpStatusCode.OK, (await Post(company, lost)).StatusCode);
        await FrontOfManyCompanies.Until(async () => await Count(company, "outbox") == 2);
        Assert.Equal(1, await shared.Database.Count($"SELECT count(*) FROM messages WHERE provider_message_id = '{lost}'"));
        Assert.Equal(4, await Count(company, "messages"));
        Assert.Equal("ok", Assert.Single(await shared.Database.Query("PRAGMA integrity_check", row => row.GetString(0))));
    }

    private static string NewMessage() => $"3A7F8E6A79438F{Interlocked.Increment(ref _messages):000000}";

    private async Task<HttpResponseMessage> Post(TenantProfile company, string message)
    {
        var body = Upsert.Body(change: each =>
        {
            each["instance"] = company.Slug;
            each["data"]!["key"]!["remoteJid"] = $"{CompanyCallers.Customer.Text}@s.whatsapp.net";
            each["data"]!["key"]!["id"] = message;
            each["data"]!["messageTimestamp"] = shared.Front.Clock.GetUtcNow().ToUnixTimeSeconds();
        });
        using var http = new HttpClient { BaseAddress = shared.Front.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/webhooks/whatsapp/{company.Slug}")
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
            Headers = { { "X-Webhook-Secret", FrontOfManyCompanies.WebhookSecret } },
        };
        return await http.SendAsync(request, Stop);
    }

    private async Task<string> Rows(TenantProfile company) =>
        $"{await Count(company, "messages")} {await Count(company, "outbox")} {await Count(company, "usage_counters")}";

    private Task<long> Count(TenantProfile company, string table) =>
        shared.Database.Count($"SELECT count(*) FROM {table} WHERE tenant_id = {shared.Database.Literal(company.Id.ToString())}");
}

/// <summary>The disk is one for the whole process: one test after the other has it full.</summary>
[CollectionDefinition(nameof(FullDiskTests))]
public sealed class OneDisk;
