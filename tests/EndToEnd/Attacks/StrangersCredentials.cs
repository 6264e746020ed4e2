using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Demo;
using Platform.Tests.Harness;

namespace Platform.Tests.Attacks;

/// <summary>What an administrator of a company can get honestly at the company's own host, to show it elsewhere.</summary>
internal sealed class StrangersCredentials(PlatformProcess platform, DemoCompany company)
{
    internal string Host => $"{company.Profile.Slug}.localhost";

    /// <summary>An access token, with a session of its own.</summary>
    internal async Task<string> AccessToken()
    {
        using var answer = await Post("api/auth/token", new { grantType = "password", email = company.AdminEmail, password = RunningPlatform.Password });
        return (await Read(answer))["accessToken"]!.GetValue<string>();
    }

    /// <summary>Shows a new access token with each request: an end point may have ended the session before.</summary>
    internal async Task ShowAccessToken(HttpRequestMessage request) => request.Headers.Authorization = new("Bearer", await AccessToken());

    /// <summary>The cookies of a browser in which the administrator signed in.</summary>
    internal async Task<string> Cookies()
    {
        using var answer = await Post("api/auth/sign-in", new { email = company.AdminEmail, password = RunningPlatform.Password });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
    }

    /// <summary>A key for programs that may do everything in the company.</summary>
    internal async Task<string> ApiKey()
    {
        string[] areas = ["conversations", "calls", "work-items", "audit", "channels", "company", "data-rights", "plans"];
        using var answer = await Post(
            "api/keys",
            new { name = "all", role = "tenant_admin", scopes = areas.SelectMany(area => new[] { $"{area}:read", $"{area}:write" }) },
            await AccessToken());
        return (await Read(answer))["secret"]!.GetValue<string>();
    }

    private Task<HttpResponseMessage> Post(string path, object body, string? token = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Host = Host;
        if (token is not null) { request.Headers.Authorization = new("Bearer", token); }
        return platform.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<JsonNode> Read(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }
}
