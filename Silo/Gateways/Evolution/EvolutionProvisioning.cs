using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Channels;
using Platform.Onboarding;

namespace Platform.Gateways.Evolution;

/// <summary>
/// Creates instances at Evolution API v2. An answer that was lost does not matter: an instance whose name is in use is ours, because its
/// name was claimed before, and is given the webhook anew.
/// </summary>
internal sealed class EvolutionProvisioning(HttpClient http, TimeProvider clock) : IWhatsAppProvisioning
{
    private const string Provider = "evolution:";
    private const string SecretHeader = "X-Webhook-Secret";

    // Creating an instance with a code waits five seconds for WhatsApp.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);

    // What the platform reads; an empty list would mean everything, history included.
    private static readonly string[] Events =
    [
        "MESSAGES_UPSERT", "MESSAGES_UPDATE", "MESSAGES_EDITED", "MESSAGES_DELETE", "CONNECTION_UPDATE", "LOGOUT_INSTANCE",
        "REMOVE_INSTANCE", "STATUS_INSTANCE",
    ];

    public async Task<ProvisionResult> Ensure(
        ChannelId channel, string? number, Uri webhook, string secret, CancellationToken cancellationToken)
    {
        var settings = Webhook(webhook, secret);
        var created = await Call(HttpMethod.Post, "instance/create", Creation(InstanceOf(channel), number, settings), cancellationToken);
        return created switch
        {
            { Status: HttpStatusCode.Forbidden, IsNameInUse: true } => Judge(await Call(
                HttpMethod.Post, $"webhook/set/{Path(channel)}", new JsonObject { ["webhook"] = settings.DeepClone() }, cancellationToken)),
            _ => Judge(created),
        };
    }

    public async Task<Pairing> Pair(ChannelId channel, CancellationToken cancellationToken)
    {
        var answer = await Call(HttpMethod.Get, $"instance/connect/{Path(channel)}", body: null, cancellationToken);
        return answer switch
        {
            { Status: HttpStatusCode.NotFound } => new Pairing(PairingStatus.None, Code: null, PairingCode: null),
            { Status: HttpStatusCode.OK } when answer.Text("instance", "state") == "open" =>
                new Pairing(PairingStatus.Connected, Code: null, PairingCode: null),
            { Status: HttpStatusCode.OK } when answer.Text("code") is { } code => new Pairing(PairingStatus.Scan, code, answer.Text("pairingCode")),
            _ => new Pairing(PairingStatus.Unavailable, Code: null, PairingCode: null),
        };
    }

    public async Task<LinkAnswer> Look(ChannelId channel, CancellationToken cancellationToken)
    {
        var answer = await Call(HttpMethod.Get, $"instance/connectionState/{Path(channel)}", body: null, cancellationToken);
        return answer switch
        {
            { Status: HttpStatusCode.NotFound } => new LinkAnswer.NoSuchAccount(),
            // An account that the gateway has not in memory has no state there: it is not connected.
            { Status: HttpStatusCode.OK } when answer.Has("instance") => new LinkAnswer.Is(Known(answer.Text("instance", "state"))),
            { Status: HttpStatusCode.OK } => new LinkAnswer.Unavailable("gateway-not-understood"),
            _ when Judge(answer) is ProvisionResult.Unavailable(var reason) => new LinkAnswer.Unavailable(reason),
            _ => new LinkAnswer.Unavailable("gateway-not-understood"),
        };
    }

    public async Task<ProvisionResult> Remove(ChannelId channel, CancellationToken cancellationToken)
    {
        // An instance that is not connected cannot be logged out; what counts is that it is deleted.
        await Call(HttpMethod.Delete, $"instance/logout/{Path(channel)}", body: null, cancellationToken);
        var deleted = await Call(HttpMethod.Delete, $"instance/delete/{Path(channel)}", body: null, cancellationToken);
        return deleted.Status == HttpStatusCode.NotFound ? new ProvisionResult.Done() : Judge(deleted);
    }

    private static string Known(string? state) => state is "open" or "connecting" ? state : "close";

    private static ProvisionResult Judge(EvolutionAnswer answer) => answer.Status switch
    {
        null => new ProvisionResult.Unavailable("gateway-unreachable"),
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new ProvisionResult.Done(),
        HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => new ProvisionResult.Refused("The gateway found the request invalid."),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new ProvisionResult.Unavailable("gateway-key-refused"),
        var status => new ProvisionResult.Unavailable($"gateway-answered-{(int)status}"),
    };

    private static JsonObject Creation(string instance, string? number, JsonObject webhook) => new()
    {
        ["instanceName"] = instance,
        ["integration"] = "WHATSAPP-BAILEYS",
        ["number"] = number,
        ["qrcode"] = true,
        ["groupsIgnore"] = true,
        ["webhook"] = webhook,
    };

    private static JsonObject Webhook(Uri address, string secret) => new()
    {
        ["enabled"] = true,
        ["url"] = address.AbsoluteUri,
        ["headers"] = new JsonObject { [SecretHeader] = secret },
        ["byEvents"] = false,
        ["base64"] = false,
        ["events"] = new JsonArray([.. Events.Select(name => JsonValue.Create(name))]),
    };

    private async Task<EvolutionAnswer> Call(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        if (http.BaseAddress is null) { return EvolutionAnswer.None; }

        using var limit = new CancellationTokenSource(TimeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            return new EvolutionAnswer(response.StatusCode, await BoundedAnswer.Read(response, either.Token));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || !cancellationToken.IsCancellationRequested)
        {
            return EvolutionAnswer.None;
        }
    }

    private static string InstanceOf(ChannelId channel) => channel.Value.StartsWith(Provider, StringComparison.Ordinal)
        ? channel.Value[Provider.Length..]
        : throw new ArgumentException("Only evolution channels are created at Evolution API.", nameof(channel));

    private static string Path(ChannelId channel) => Uri.EscapeDataString(InstanceOf(channel));
}
