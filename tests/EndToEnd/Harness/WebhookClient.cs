using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Tests.Harness;

/// <summary>Posts webhook requests as the gateway does, one by one, and tells what was answered.</summary>
internal sealed class WebhookClient(PlatformProcess platform)
{
    /// <summary>Posts a body; gives the status and the answer's text.</summary>
    internal async Task<Answer> Post(string instance, byte[] body, string? secret = RunningPlatform.WebhookSecret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"webhooks/whatsapp/{instance}")
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        if (secret is not null) { request.Headers.Add("X-Webhook-Secret", secret); }
        using var answer = await platform.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(
            answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            answer.Headers.RetryAfter?.ToString());
    }

    internal Task<Answer> Post(string instance, JsonNode body) => Post(instance, JsonSerializer.SerializeToUtf8Bytes(body));

    /// <summary>A customer's text arrives, and is taken.</summary>
    internal async Task<Answer> Say(WhatsAppText text)
    {
        var answer = await Post(text.Instance, text.ToJson());
        Assert.True(answer.Status == HttpStatusCode.OK, $"{answer} {platform.Tail()}");
        return answer;
    }

    /// <summary>What a webhook was answered.</summary>
    internal sealed record Answer(HttpStatusCode Status, string Text, string? RetryAfter);
}

/// <summary>A text on WhatsApp, as the gateway reports it.</summary>
/// <param name="Instance">The company's instance.</param>
/// <param name="Jid">The customer's address.</param>
/// <param name="Text">What it says.</param>
internal sealed record WhatsAppText(string Instance, string Jid, string Text)
{
    /// <summary>WhatsApp's id; each text has its own.</summary>
    internal string Id { get; init; } = $"3A{Guid.NewGuid():N}".ToUpperInvariant();

    /// <summary>The name that the customer shows.</summary>
    internal string? Name { get; init; }

    /// <summary>The customer's other address.</summary>
    internal string? Alternative { get; init; }

    /// <summary>A person of the company wrote it.</summary>
    internal bool FromMe { get; init; }

    internal DateTimeOffset At { get; init; } = DateTimeOffset.UtcNow;

    internal JsonObject ToJson() => new()
    {
        ["event"] = "messages.upsert",
        ["instance"] = Instance,
        ["data"] = new JsonObject
        {
            ["key"] = new JsonObject { ["remoteJid"] = Jid, ["remoteJidAlt"] = Alternative, ["fromMe"] = FromMe, ["id"] = Id },
            ["pushName"] = Name,
            ["status"] = FromMe ? "SERVER_ACK" : "DELIVERY_ACK",
            ["message"] = new JsonObject { ["conversation"] = Text },
            ["messageType"] = "conversation",
            ["messageTimestamp"] = At.ToUnixTimeSeconds(),
        },
    };
}
