using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Platform.Tests.Harness;

/// <summary>Calls the JSON API as one person, at the host of that person's company where there is one.</summary>
internal sealed class ApiClient(PlatformProcess platform, string user, string? slug = null, string password = RunningPlatform.Password)
{
    internal static ApiClient Operator(PlatformProcess platform) => new(platform, "operator@platform.example");

    /// <summary>The administrator of one of the demo's companies.</summary>
    internal static ApiClient AdministratorOf(string slug, PlatformProcess platform, string password = RunningPlatform.Password) =>
        new(platform, $"admin@{slug}.example", slug, password);

    internal Task<ApiAnswer> Get(string path) => Send(HttpMethod.Get, path);

    internal Task<ApiAnswer> Post(string path, object? body = null) => Send(HttpMethod.Post, path, body);

    /// <summary>Posts JSON that no serializer would write.</summary>
    internal Task<ApiAnswer> PostText(string path, string json) =>
        Send(HttpMethod.Post, path, () => new StringContent(json, System.Text.Encoding.UTF8, "application/json"));

    internal Task<ApiAnswer> Send(HttpMethod method, string path, object? body = null) =>
        Send(method, path, () => body is null ? null : JsonContent.Create(body));

    private async Task<ApiAnswer> Send(HttpMethod method, string path, Func<HttpContent?> content)
    {
        using var answer = await AccessTokens.Send(
            platform, slug is null ? null : $"{slug}.localhost", user, password,
            () => new HttpRequestMessage(method, path) { Content = content() });
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new ApiAnswer(answer.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text) : null, text);
    }
}

/// <summary>What the API answered.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, JsonNode? Body, string Text)
{
    /// <summary>What kind of problem it is, for programs.</summary>
    internal string? Problem => Body?["type"]?.GetValue<string>();

    internal string Required(string member) => Body?[member]?.ToString() ?? throw new InvalidOperationException($"No {member} in {Status} {Text}");
}
