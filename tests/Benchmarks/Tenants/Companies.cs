using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.StandIn;

namespace Platform.Benchmarks.Tenants;

/// <summary>Takes companies in and writes to them, as the operator and the gateway do: over HTTP and in no other way.</summary>
internal sealed class Companies(FrontProcess front, StandInServer gateway)
{
    /// <summary>Companies that are taken in at once.</summary>
    private const int AtOnce = 16;

    // Each wait is longer than the one before: about twenty seconds in all.
    private const int AttemptsMax = 30;

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private string? _token;

    /// <summary>The slug of a company, which is its instance's name as well.</summary>
    public static string Slug(int number) => string.Create(CultureInfo.InvariantCulture, $"company-{number:00000}");

    /// <summary>Takes so many in, each with all that belongs to it, and waits until the last is ready.</summary>
    public Task TakeIn(int count, string tier = "shared") => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) => await TakeIn(Slug(number), tier));

    /// <summary>How many companies the operator's list has, read to its end.</summary>
    public async Task<int> Listed()
    {
        var count = 0;
        for (var after = ""; after is not null;)
        {
            var page = await Call(HttpMethod.Get, $"api/admin/tenants?limit=200&after={after}");
            count += page["tenants"]!.AsArray().Count;
            after = page["after"]?.GetValue<string>();
        }
        return count;
    }

    /// <summary>A customer's message to a company, as its gateway posts it; gives the time until it was taken, in milliseconds.</summary>
    public async Task<double> Write(int company, int message = 0)
    {
        var instance = gateway.Instances.Find(Slug(company))!;
        using var request = new HttpRequestMessage(HttpMethod.Post, instance.Webhook.Url);
        request.Content = JsonContent.Create(Message(instance.Name, message));
        foreach (var (name, value) in instance.Webhook.Headers) { request.Headers.Add(name, value); }
        var began = TimeProvider.System.GetTimestamp();
        using var answer = await front.Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
    }

    private async Task TakeIn(string slug, string tier)
    {
        var asked = await Call(HttpMethod.Post, "api/admin/onboarding", new JsonObject
        {
            ["slug"] = slug,
            ["name"] = $"Academia {slug}",
            ["sector"] = "gyms",
            ["admin"] = $"dona@{slug}.example",
            ["plan"] = "basic",
            ["tier"] = tier,
            ["whatsApp"] = new JsonObject { ["gateway"] = "evolution" },
        });
        var path = $"api/admin/tenants/{asked["tenant"]}/onboarding";
        for (var progress = asked; progress["state"]!.GetValue<string>() != "done"; progress = await Call(HttpMethod.Get, path))
        {
            if (progress["state"]!.GetValue<string>() == "failed") { throw new InvalidOperationException(progress.ToJsonString()); }
            await Task.Delay(LookAgain);
        }
    }

    // A machine that is too busy says "later", and a program that administers comes back.
    private async Task<JsonNode> Call(HttpMethod method, string path, JsonNode? body = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            var token = _token ?? await SignIn();
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await front.Http.SendAsync(request);
            if (answer.StatusCode == HttpStatusCode.Unauthorized && _token == token) { _token = null; }
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.IsSuccessStatusCode) { return JsonNode.Parse(text)!; }
            if (attempt >= AttemptsMax) { throw new InvalidOperationException($"{path}: {answer.StatusCode} {text}"); }
            await Task.Delay(LookAgain * attempt);
        }
    }

    private async Task<string> SignIn()
    {
        var grant = new { grantType = "password", email = FrontProcess.Operator, password = FrontProcess.Password };
        using var answer = await front.Http.PostAsJsonAsync(new Uri("api/auth/token", UriKind.Relative), grant);
        if (!answer.IsSuccessStatusCode) { return ""; }
        return _token = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["accessToken"]!.GetValue<string>();
    }

    private static JsonObject Message(string instance, int number) => new()
    {
        ["event"] = "messages.upsert",
        ["instance"] = instance,
        ["data"] = new JsonObject
        {
            ["key"] = new JsonObject
            {
                ["remoteJid"] = string.Create(CultureInfo.InvariantCulture, $"55119{80000000 + number}@s.whatsapp.net"),
                ["fromMe"] = false,
                ["id"] = string.Create(CultureInfo.InvariantCulture, $"3A{TimeProvider.System.GetTimestamp():X16}{number:X8}"),
            },
            ["message"] = new JsonObject { ["conversation"] = "Quanto custa o plano?" },
            ["messageType"] = "conversation",
            ["messageTimestamp"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
        },
    };
}
