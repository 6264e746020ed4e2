using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Conversations;
using Platform.StandIn;
using Platform.StandIn.Chats;
using Platform.StandIn.Instances;
using Platform.Turns;

namespace Platform.Tests.Webhooks;

/// <summary>
/// The stand-in gateway against the real webhooks: what it posts is what the real one posts, and it repeats as the real one does.
/// </summary>
public sealed class StandInTests : IAsyncLifetime
{
    private const string Customer = "5531988880002";

    private WebhookServer _front = null!;
    private StandInServer _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _front = await WebhookServer.Start();
        _gateway = await StandInServer.Start(new StandInOptions
        {
            SentAfter = TimeSpan.Zero,
            DeliveredAfter = TimeSpan.Zero,
            ReadAfter = TimeSpan.Zero,
            WebhookFirstDelay = TimeSpan.FromMilliseconds(10),
            WebhookAttemptsMax = 8,
        });
        _gateway.Instances.Add(WhatsAppFixtures.Instance, "5511988880000", Webhook(FakeCompanies.Secret));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _front.DisposeAsync();
    }

    [Fact]
    public async Task What_a_customer_writes_reaches_the_conversation()
    {
        var id = _gateway.CustomerWrites(WhatsAppFixtures.Instance, Customer, "Oi 😀", "Ana");
        await Idle();

        var told = Assert.Single(_front.Companies.Messages);
        Assert.Equal(
            (Customer, id, "Oi 😀", "Ana"), (told.Peer.Text, told.Inbound.Id.Value, told.Inbound.Content.Text, told.Inbound.ContactName));
        Assert.Equal("553188880002@s.whatsapp.net", told.Inbound.ReplyTo);
    }

    [Fact]
    public async Task What_a_person_writes_on_the_company_s_telephone_reaches_the_conversation()
    {
        _gateway.PersonWrites(WhatsAppFixtures.Instance, Customer, "Já te respondo");
        await Idle();

        Assert.IsType<PersonMessage>(Assert.Single(_front.Companies.Messages).Message);
    }

    [Fact]
    public async Task What_the_platform_sends_comes_back_as_sent_delivered_and_read_and_never_as_a_message()
    {
        var id = await Send("Olá!");
        await Idle();

        Assert.Equal(
            [DeliveryStatus.Sent, DeliveryStatus.Delivered, DeliveryStatus.Read],
            _front.Companies.Reports.Where(report => report.Report.Id.Value == id).Select(report => report.Report.Status).Order());
        Assert.Empty(_front.Companies.Messages);
        Assert.Equal(Ticks.Read, _gateway.Instances.Find(WhatsAppFixtures.Instance)!.ChatWith(Customer).Events[^1].Ticks);
    }

    [Fact]
    public async Task An_outage_of_the_platform_loses_nothing_within_the_tries()
    {
        _front.Companies.Failure = new StoreUnavailableException("away");
        _gateway.CustomerWrites(WhatsAppFixtures.Instance, Customer, "Oi");
        await Eventually(() => _front.Log.Lines.Any(line => line.Contains("could not be served", StringComparison.Ordinal)));
        _front.Companies.Failure = null;
        await Idle();

        Assert.Single(_front.Companies.Messages);
        Assert.Equal((1, 0), (_gateway.WebhooksDelivered, _gateway.WebhooksLost));
    }

    [Fact]
    public async Task A_refusal_is_final_and_endless_errors_end_too()
    {
        _gateway.Instances.Find(WhatsAppFixtures.Instance)!.Webhook = Webhook("wrong");
        _gateway.CustomerWrites(WhatsAppFixtures.Instance, Customer, "Oi");
        await Idle();
        Assert.Equal((0, 1), (_gateway.WebhooksDelivered, _gateway.WebhooksLost));

        _gateway.Instances.Find(WhatsAppFixtures.Instance)!.Webhook = Webhook(FakeCompanies.Secret);
        _front.Companies.Failure = new StoreUnavailableException("away");
        _gateway.CustomerWrites(WhatsAppFixtures.Instance, Customer, "Oi");
        await Idle();
        Assert.Equal((0, 2), (_gateway.WebhooksDelivered, _gateway.WebhooksLost));
    }

    [Fact]
    public async Task The_interface_answers_in_the_real_one_s_shapes()
    {
        using var http = Client(_gateway.ApiKey);

        var text = new { number = Customer, text = "Oi" };
        using var sent = await http.PostAsJsonAsync($"message/sendText/{WhatsAppFixtures.Instance}", text, Stop);
        Assert.Equal(Members(Recorded("send-text")), Members((await sent.Content.ReadFromJsonAsync<JsonObject>(Stop))!));
        await Same(
            http, "send-text-validation-error", HttpMethod.Post, $"message/sendText/{WhatsAppFixtures.Instance}",
            new { number = "5511999990001" });
        await Same(http, "instance-not-found", HttpMethod.Post, "message/sendText/no-such-instance", new { number = "1", text = "oi" });
        await Same(http, "instance-connection-state", HttpMethod.Get, $"instance/connectionState/{WhatsAppFixtures.Instance}");
        await Same(http, "instance-connect-already-open", HttpMethod.Get, $"instance/connect/{WhatsAppFixtures.Instance}");
        await Same(
            http, "instance-create-name-in-use", HttpMethod.Post, "instance/create",
            new { instanceName = WhatsAppFixtures.Instance, integration = "WHATSAPP-BAILEYS" });
        await Same(
            http, "instance-create-missing-integration", HttpMethod.Post, "instance/create", new { instanceName = "tenant-0002-main" });
        await Same(http, "instance-logout", HttpMethod.Delete, $"instance/logout/{WhatsAppFixtures.Instance}");
        await Same(http, "instance-logout-not-connected", HttpMethod.Delete, $"instance/logout/{WhatsAppFixtures.Instance}");
        await Same(http, "instance-delete", HttpMethod.Delete, $"instance/delete/{WhatsAppFixtures.Instance}");
        using var stranger = Client("wrong");
        await Same(stranger, "unauthorized", HttpMethod.Get, "instance/fetchInstances");
    }

    [Fact]
    public async Task A_webhook_set_over_the_interface_is_used_from_then_on()
    {
        using var http = Client(_gateway.ApiKey);
        var settings = new
        {
            webhook = new
            {
                enabled = true,
                url = $"{_front.Address}webhooks/whatsapp/{WhatsAppFixtures.Instance}",
                headers = new Dictionary<string, string> { ["X-Webhook-Secret"] = FakeCompanies.Secret },
                byEvents = true,
                events = new[] { "MESSAGES_UPSERT" },
            },
        };

        Assert.Equal(
            HttpStatusCode.Created, (await http.PostAsJsonAsync($"webhook/set/{WhatsAppFixtures.Instance}", settings, Stop)).StatusCode);
        _gateway.CustomerWrites(WhatsAppFixtures.Instance, Customer, "Oi");
        await Send("Olá!");
        await Idle();

        Assert.Single(_front.Companies.Messages);
        Assert.Empty(_front.Companies.Reports);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private WebhookSettings Webhook(string secret) =>
        WebhookSettings.To($"{_front.Address}webhooks/whatsapp/{WhatsAppFixtures.Instance}", secret);

    private Task Idle() => _gateway.Idle(Stop);

    private HttpClient Client(string key) => new() { BaseAddress = _gateway.Address, DefaultRequestHeaders = { { "apikey", key } } };

    private async Task<string> Send(string text)
    {
        using var http = Client(_gateway.ApiKey);
        using var answer = await http.PostAsJsonAsync(
            $"message/sendText/{WhatsAppFixtures.Instance}", new { number = Customer, text }, Stop);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>(Stop))!["key"]!["id"]!.GetValue<string>();
    }

    private static async Task Same(HttpClient http, string fixture, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await http.SendAsync(request, Stop);
        Assert.Equal(Recorded(fixture).ToJsonString(), (await answer.Content.ReadFromJsonAsync<JsonNode>(Stop))!.ToJsonString());
        Assert.Equal(Fixture(fixture)["status"]!.GetValue<int>(), (int)answer.StatusCode);
    }

    private static JsonObject Recorded(string fixture) => Fixture(fixture)["body"]!.AsObject();

    private static JsonNode Fixture(string name) => JsonNode.Parse(File.ReadAllBytes(
        Path.Combine(AppContext.BaseDirectory, "Fixtures", "WhatsApp", "evolution", "rest", name + ".json")))!["response"]!;

    private static IEnumerable<string> Members(JsonObject body) => body.Select(member => member.Key);

    private static async Task Eventually(Func<bool> condition)
    {
        var deadline = DateTime.UtcNow.AddSeconds(15);
        while (!condition())
        {
            Assert.True(DateTime.UtcNow < deadline, "It did not happen in time.");
            await Task.Delay(10, Stop);
        }
    }
}
