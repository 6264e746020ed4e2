using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Platform.Tests.Harness;

/// <summary>Access tokens of people, got once and shown until they are refused.</summary>
internal static class AccessTokens
{
    /// <summary>Shown where signing in was refused: the request itself is to be refused then.</summary>
    private const string None = "none";

    private static readonly ConcurrentDictionary<(Uri Platform, string? Host, string User, string Password), string> Known = new();

    /// <summary>Sends a request as a person; signs in for it where that was not done yet, or its token is no longer good.</summary>
    internal static async Task<HttpResponseMessage> Send(
        PlatformProcess platform, string? host, string user, string password, Func<HttpRequestMessage> request)
    {
        var key = (platform.Address, host, user, password);
        if (Known.TryGetValue(key, out var token))
        {
            var answer = await Send(platform, host, token, request());
            if (answer.StatusCode != HttpStatusCode.Unauthorized) { return answer; }
            answer.Dispose();
        }

        token = await SignIn(platform, host, user, password);
        if (token != None) { Known[key] = token; }
        return await Send(platform, host, token, request());
    }

    private static async Task<string> SignIn(PlatformProcess platform, string? host, string user, string password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/auth/token")
        {
            Content = JsonContent.Create(new { grantType = "password", email = user, password }),
        };
        request.Headers.Host = host;
        using var answer = await platform.Http.SendAsync(request, TestContext.Current.CancellationToken);
        if (answer.StatusCode != HttpStatusCode.OK) { return None; }
        var body = await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        return body!["accessToken"]!.GetValue<string>();
    }

    private static Task<HttpResponseMessage> Send(PlatformProcess platform, string? host, string token, HttpRequestMessage request)
    {
        request.Headers.Host = host;
        request.Headers.Authorization = new("Bearer", token);
        return platform.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
