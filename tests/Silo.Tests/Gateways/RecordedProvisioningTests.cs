using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Channels;
using Platform.Gateways;
using Platform.Gateways.Evolution;
using Platform.Onboarding;

namespace Platform.Tests.Gateways;

/// <summary>What the server's recorded answers mean for an instance that is made, watched and removed.</summary>
public class RecordedProvisioningTests
{
    private const string Code = "2@EXAMPLEref/NOTREAL,EXAMPLEnoise=,EXAMPLEidentity=,EXAMPLEadv=";

    private static readonly ChannelId Channel = ChannelId.Parse("evolution:tenant-0001-main");
    private static readonly Uri Webhook = new("https://platform.example/webhooks/whatsapp/tenant-0001-main");

    [Theory]
    [InlineData("instance-create", null, "done")]
    [InlineData("instance-create-missing-integration", null, "refused The gateway found the request invalid.")]
    [InlineData("instance-create-name-in-use", "webhook-set", "done")]
    [InlineData("instance-create-name-in-use", "webhook-set-unknown-event", "refused The gateway found the request invalid.")]
    [InlineData("instance-create-name-in-use", "instance-not-found", "unavailable gateway-answered-404")]
    public async Task An_instance_is_made_or_given_the_webhook_anew(string created, string? set, string expected)
    {
        string[] answers = set is null ? [created] : [created, set];
        using var server = new RecordedServer(answers);

        Assert.Equal(expected, Describe(await server.Gateway.Ensure(Channel, null, Webhook, "secret", Stop)));

        string[] asked = ["POST /instance/create", "POST /webhook/set/tenant-0001-main"];
        Assert.Equal(asked[..answers.Length], server.Asked);
    }

    [Theory]
    [InlineData("instance-connect-qrcode", PairingStatus.Scan, Code, null)]
    [InlineData("instance-connect-pairing-code", PairingStatus.Scan, Code, "ABCD1234")]
    [InlineData("instance-connect-already-open", PairingStatus.Connected, null, null)]
    [InlineData("instance-not-found", PairingStatus.None, null, null)]
    [InlineData("unauthorized", PairingStatus.Unavailable, null, null)]
    public async Task A_code_to_pair_is_read_as_it_was_given(string answer, PairingStatus status, string? code, string? pairingCode)
    {
        using var server = new RecordedServer(answer);

        Assert.Equal(new Pairing(status, code, pairingCode), await server.Gateway.Pair(Channel, Stop));
        Assert.Equal(["GET /instance/connect/tenant-0001-main"], server.Asked);
    }

    [Theory]
    [InlineData("instance-connection-state", "open")]
    [InlineData("instance-connection-state-not-loaded", "close")]
    [InlineData("instance-not-found", "no such account")]
    [InlineData("unauthorized", "unavailable gateway-key-refused")]
    public async Task How_an_instance_is_connected_is_read_as_it_was_said(string answer, string expected)
    {
        using var server = new RecordedServer(answer);

        Assert.Equal(expected, await server.Gateway.Look(Channel, Stop) switch
        {
            LinkAnswer.Is(var state) => state,
            LinkAnswer.NoSuchAccount => "no such account",
            LinkAnswer.Unavailable(var reason) => $"unavailable {reason}",
            var other => throw new InvalidOperationException($"Answer {other.GetType().Name} is not handled."),
        });
        Assert.Equal(["GET /instance/connectionState/tenant-0001-main"], server.Asked);
    }

    [Theory]
    [InlineData("instance-logout", "instance-delete", "done")]
    [InlineData("instance-logout-not-connected", "instance-delete", "done")]
    [InlineData("instance-not-found", "instance-not-found", "done")]
    [InlineData("unauthorized", "unauthorized", "unavailable gateway-key-refused")]
    public async Task An_instance_is_removed_whether_it_was_connected_or_not(string loggedOut, string deleted, string expected)
    {
        using var server = new RecordedServer(loggedOut, deleted);

        Assert.Equal(expected, Describe(await server.Gateway.Remove(Channel, Stop)));
        Assert.Equal(["DELETE /instance/logout/tenant-0001-main", "DELETE /instance/delete/tenant-0001-main"], server.Asked);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Describe(ProvisionResult result) => result switch
    {
        ProvisionResult.Done => "done",
        ProvisionResult.Refused(var reason) => $"refused {reason}",
        ProvisionResult.Unavailable(var reason) => $"unavailable {reason}",
        var other => throw new InvalidOperationException($"Result {other.GetType().Name} is not handled."),
    };

    /// <summary>Gives the recorded answers in turn, and keeps what it was asked.</summary>
    private sealed class RecordedServer : HttpMessageHandler
    {
        private readonly Queue<string> _answers;
        private readonly HttpClient _http;

        internal RecordedServer(params string[] answers)
        {
            _answers = new Queue<string>(answers);
            _http = new HttpClient(this, disposeHandler: false) { BaseAddress = new Uri("http://gateway.example/") };
            Gateway = new EvolutionProvisioning(_http, TimeProvider.System);
        }

        internal EvolutionProvisioning Gateway { get; }

        internal List<string> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add($"{request.Method} {request.RequestUri!.AbsolutePath}");
            var path = Path.Combine(AppContext.BaseDirectory, "Fixtures", "WhatsApp", "evolution", "rest", _answers.Dequeue() + ".json");
            var response = JsonNode.Parse(File.ReadAllBytes(path))!["response"]!;
            return Task.FromResult(new HttpResponseMessage((HttpStatusCode)response["status"]!.GetValue<int>())
            {
                Content = JsonContent.Create(response["body"]),
            });
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) { _http.Dispose(); }
            base.Dispose(disposing);
        }
    }
}
