using System.Net;
using System.Text.Json.Nodes;
using Platform.Tests.Harness;

namespace Platform.Tests.Onboarding;

/// <summary>A company that is taken in over HTTP.</summary>
internal sealed class Newcomer(RunningPlatform platform, string slug, string number)
{
    private static int _count;

    internal string Slug => slug;

    /// <summary>The request; the same every time.</summary>
    internal JsonObject Request(string name = "Academia Nova") => new()
    {
        ["slug"] = slug,
        ["name"] = name,
        ["sector"] = "gyms",
        ["admin"] = $"dona@{slug}.example",
        ["adminName"] = "Dona",
        ["whatsApp"] = new JsonObject { ["gateway"] = "evolution", ["number"] = number },
        ["plan"] = "basic",
    };

    internal static Newcomer Of(RunningPlatform platform, string prefix = "nova")
    {
        var count = Interlocked.Increment(ref _count);
        return new(platform, $"{prefix}-{count}", $"+55 11 4001-{count:0000}");
    }

    internal Task<ApiAnswer> Ask(string name = "Academia Nova") =>
        ApiClient.Operator(platform.Process).Post("api/admin/onboarding", Request(name));

    /// <summary>Asks, and gives the tenant's id.</summary>
    internal async Task<string> Begin()
    {
        var answer = await Ask();
        Assert.True(answer.Status == HttpStatusCode.Accepted, answer.Text);
        return answer.Required("tenant");
    }

    internal Task<ApiAnswer> Progress(string tenant) => ApiClient.Operator(platform.Process).Get($"api/admin/tenants/{tenant}/onboarding");

    /// <summary>Waits as the command does until WhatsApp is connected, by asking for what is to be scanned.</summary>
    internal Task Connected(string tenant) => Eventually.Holds(
        $"{slug} is connected",
        async () => (await ApiClient.Operator(platform.Process).Get($"api/admin/tenants/{tenant}/onboarding/pairing"))
            .Body?["status"]?.GetValue<string>() == "connected");

    /// <summary>Waits until all steps are done and WhatsApp is connected.</summary>
    internal async Task<JsonNode> Finished(string tenant)
    {
        ApiAnswer? last = null;
        await Eventually.Holds(
            $"{slug} is ready",
            async () => (last = await Progress(tenant)).Body is { } body
                && body["state"]?.GetValue<string>() == "done" && body["whatsApp"]!["isConnected"]!.GetValue<bool>(),
            () => Task.FromResult($"{last?.Text} {platform.Process.Tail()}"));
        return last!.Body!;
    }

    internal static string StatusOf(JsonNode progress, string step) =>
        progress["steps"]!.AsArray().Single(one => one!["name"]!.GetValue<string>() == step)!["status"]!.GetValue<string>();
}
