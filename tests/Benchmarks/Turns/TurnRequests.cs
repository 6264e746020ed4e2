using System.Text.Json.Nodes;
using Platform.Benchmarks.Hosts;
using Platform.Benchmarks.Load;
using Platform.Benchmarks.Reference;
using Platform.Demo;

namespace Platform.Benchmarks.Turns;

/// <summary>Webhook requests as Evolution sends them, from many customers to the three demo companies.</summary>
internal static class TurnRequests
{
    // Conversations that are well under way, one reply each: a greeting, a question of the FAQ, opening hours, a menu choice.
    private static readonly string[] Texts = ["Oi, bom dia!", "Qual o horário de funcionamento?", "Onde vocês ficam?", "menu"];

    private static readonly string Fixture = Path.Combine(AppContext.BaseDirectory, "Fixtures", "upsert-text-conversation.json");

    /// <summary>Requests to the product.</summary>
    public static RequestTemplate[] ToProduct { get; } = All(company => $"/webhooks/whatsapp/{company.Instance}");

    /// <summary>The same requests to the bare endpoint.</summary>
    public static RequestTemplate[] ToReference { get; } = All(_ => ReferenceEndpoint.Path);

    /// <summary>The same requests to one company.</summary>
    public static RequestTemplate[] ToOne(DemoCompany company) =>
        [.. Texts.Select(text => Template(company, text, $"/webhooks/whatsapp/{company.Instance}"))];

    // Companies take turns, so that a burst does not go to one of them.
    private static RequestTemplate[] All(Func<DemoCompany, string> path) =>
        [.. Texts.SelectMany(text => DemoCompany.All.Select(company => Template(company, text, path(company))))];

    private static RequestTemplate Template(DemoCompany company, string text, string path)
    {
        var body = JsonNode.Parse(File.ReadAllText(Fixture))!;
        var (data, key) = (body["data"]!, body["data"]!["key"]!);
        body["instance"] = company.Instance;
        key["remoteJid"] = $"{RequestTemplate.Number}@s.whatsapp.net";
        key["remoteJidAlt"] = $"{RequestTemplate.LinkedId}@lid";
        key["id"] = RequestTemplate.Id;
        data["message"]!["conversation"] = text;
        data["messageTimestamp"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return RequestTemplate.Post(path, "application/json", $"X-Webhook-Secret: {PlatformHost.WebhookSecret}", body.ToJsonString());
    }
}
