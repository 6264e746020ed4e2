using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.StandIn.Faults;
using Platform.Tests.Harness;

namespace Platform.Tests.Scenarios;

/// <summary>A person asks a company for everything it knows, and to be forgotten.</summary>
public abstract class DataRightsTests(ScenarioPlatform platform)
{
    private const string Clinic = "admin@drmarco.example";
    private const string Question = "Qual o horário de funcionamento?";

    private readonly Customer _customer = Customer.New();

    [Fact]
    public async Task An_export_is_a_file_for_programs_and_a_page_for_the_person()
    {
        await new ChatWith(platform, ScenarioPlatform.Clinic, _customer).Ask(Question);

        using var answer = await platform.Process.PostAs(Clinic, $"api/contacts/{_customer.Number}/export");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync(Stop));

        Assert.Contains(Question, await Text(archive, "messages.json"), StringComparison.Ordinal);
        Assert.Contains(_customer.Number, await Text(archive, "contacts.json"), StringComparison.Ordinal);
        Assert.Contains(WebUtility.HtmlEncode(Question), await Text(archive, "index.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_erased_is_nowhere_and_late_deliveries_bring_nothing_back()
    {
        var chat = new ChatWith(platform, ScenarioPlatform.Clinic, _customer);
        await chat.Ask(Question);
        await chat.Quiet();
        var late = new WhatsAppText(ScenarioPlatform.Clinic, _customer.Jid, "chegou tarde") { At = DateTimeOffset.UtcNow.AddSeconds(-5) };

        await Erase();
        Assert.Empty(await Mentions());
        await platform.Webhooks.Say(late);
        Assert.Empty(await Mentions());

        // Whoever writes again begins anew.
        await chat.Ask(Question);
        var lines = await platform.Database.Messages(_customer.Number);
        Assert.Equal(Question, lines[0].Text);
        Assert.Single(lines, line => line.Direction == StoredMessage.Inbound);
    }

    [Fact]
    public async Task What_was_erased_is_known_when_it_is_delivered_again_although_its_time_is_not_before_the_erasure()
    {
        var ahead = new WhatsAppText(ScenarioPlatform.Clinic, _customer.Jid, Question) { At = DateTimeOffset.UtcNow.AddMinutes(10) };
        var chat = new ChatWith(platform, ScenarioPlatform.Clinic, _customer);
        await platform.Webhooks.Say(ahead);
        await chat.Quiet();

        await Erase();
        await platform.Webhooks.Say(ahead);
        Assert.Empty(await Mentions());

        // Whoever writes anew is heard, and the old message is still known then.
        await chat.Ask(Question);
        await platform.Webhooks.Say(ahead);
        Assert.Single(await platform.Database.Messages(_customer.Number), line => line.Direction == StoredMessage.Inbound);
    }

    [Fact]
    public async Task What_was_being_sent_does_not_come_back_by_the_gateway_s_report_of_it()
    {
        platform.Gateway.Faults.FailNextTo(_customer.Jid, FaultKind.Unauthorized);
        await platform.Webhooks.Say(new WhatsAppText(ScenarioPlatform.Clinic, _customer.Jid, Question));
        await Eventually.Holds("the gateway refused the reply", async () =>
            await platform.Database.Sends(_customer.Number) is [{ Status: StoredSend.Queued, Attempts: 1 }]);
        var reply = (await platform.Database.Messages(_customer.Number))[^1].Text;

        await Erase();
        await platform.Webhooks.Say(new WhatsAppText(ScenarioPlatform.Clinic, _customer.Jid, reply) { FromMe = true });
        Assert.Empty(await Mentions());

        // What the company's people write anew is taken.
        await platform.Webhooks.Say(new WhatsAppText(ScenarioPlatform.Clinic, _customer.Jid, "Posso ajudar?") { FromMe = true });
        Assert.Single(await platform.Database.Messages(_customer.Number));
    }

    [Fact]
    public async Task A_receipt_is_genuine_until_it_is_altered_and_for_its_own_company_only()
    {
        await new ChatWith(platform, ScenarioPlatform.Clinic, _customer).Ask(Question);
        var receipt = (await Erase()).GetRawText();

        Assert.True(await IsGenuine(Clinic, receipt));
        Assert.False(await IsGenuine("admin@allpfit.example", receipt));
        Assert.False(await IsGenuine(Clinic, receipt.Replace("\"rows\":1", "\"rows\":2", StringComparison.Ordinal)));
        Assert.DoesNotContain(_customer.Number, receipt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_company_can_neither_export_nor_erase_the_person()
    {
        await new ChatWith(platform, ScenarioPlatform.Clinic, _customer).Ask(Question);

        using var erase = await platform.Process.PostAs("admin@allpfit.example", $"api/contacts/{_customer.Number}/erase");
        using var export = await platform.Process.PostAs("admin@allpfit.example", $"api/contacts/{_customer.Number}/export");
        using var archive = new ZipArchive(await export.Content.ReadAsStreamAsync(Stop));

        Assert.Equal("[]", await Text(archive, "messages.json"));
        Assert.NotEmpty(await platform.Database.Messages(_customer.Number));
    }

    [Fact]
    public async Task What_is_no_person_is_refused()
    {
        using var answer = await platform.Process.PostAs(Clinic, "api/contacts/nobody!/erase");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task<JsonElement> Erase()
    {
        using var answer = await platform.Process.PostAs(Clinic, $"api/contacts/{_customer.Number}/erase");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
    }

    private async Task<bool> IsGenuine(string user, string receipt)
    {
        using var answer = await platform.Process.PostAs(user, "api/erasure-receipts/verify", receipt);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("genuine").GetBoolean();
    }

    private async Task<List<string>> Mentions() =>
        [.. (await platform.Database.Everything()).Where(row => Forms.Any(form => row.Contains(form, StringComparison.Ordinal)))];

    // States are tables of bytes in one of the databases.
    private string[] Forms => [_customer.Number, Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(_customer.Number))];

    private static async Task<string> Text(ZipArchive archive, string name)
    {
        using var reader = new StreamReader(archive.GetEntry(name)!.Open());
        return await reader.ReadToEndAsync(Stop);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}

[Collection(OnSqlite.Name)]
public sealed class SqliteDataRightsTests(SqlitePlatform platform) : DataRightsTests(platform);

[Collection(OnPostgres.Name)]
public sealed class PostgresDataRightsTests(PostgresPlatform platform) : DataRightsTests(platform);
