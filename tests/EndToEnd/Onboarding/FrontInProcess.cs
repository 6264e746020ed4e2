using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Hosting;
using Platform.StandIn;
using Platform.Tests.Harness;

namespace Platform.Tests.Onboarding;

/// <summary>Silo and front in the tests' own process, without the demo, at an address that the next one may have again.</summary>
internal sealed class FrontInProcess : IAsyncDisposable
{
    private const string Email = "ops@installation.example";
    private const string Password = "a long enough password";

    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private FrontInProcess(WebApplication app, HttpClient http) => (_app, _http) = (app, http);

    internal static async Task<FrontInProcess> Start(
        TestDatabase database, StandInServer gateway, Uri address, Action<IServiceCollection>? change = null)
    {
        var builder = Front.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(database.Settings!);
        builder.Configuration.AddInMemoryCollection(Settings(gateway, address)!);
        builder.Logging.ClearProviders();
        builder.AddPlatformSilo();
        change?.Invoke(builder.Services);
        builder.AddFront();
        var app = builder.Build();
        app.Urls.Add(address.ToString());
        app.UseFront();
        await app.StartAsync(TestContext.Current.CancellationToken);
        var front = new FrontInProcess(app, new HttpClient { BaseAddress = address });
        await front.SignIn();
        return front;
    }

    /// <summary>Calls the API as the operator.</summary>
    internal async Task<ApiAnswer> Call(HttpMethod method, string path, JsonNode? body = null, string? host = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Host = host;
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new ApiAnswer(answer.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text) : null, text);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    /// <summary>Signs the operator in anew.</summary>
    internal async Task SignIn()
    {
        var grant = new JsonObject { ["grantType"] = "password", ["email"] = Email, ["password"] = Password };
        _http.DefaultRequestHeaders.Authorization = null;
        var signedIn = await Call(HttpMethod.Post, "api/auth/token", grant);
        Assert.True(signedIn.Status == HttpStatusCode.OK, signedIn.Text);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signedIn.Required("accessToken"));
    }

    private static Dictionary<string, string> Settings(StandInServer gateway, Uri address) => new()
    {
        ["Operator:Email"] = Email,
        ["Operator:Password"] = Password,
        ["Evolution:BaseUrl"] = gateway.Address.ToString(),
        ["Evolution:ApiKey"] = gateway.ApiKey,
        ["Onboarding:WebhookBase"] = address.ToString(),
        ["Conversations:Debounce"] = "00:00:00",
        ["Clocks:Grace"] = "00:00:00.500",
        ["Clocks:Period"] = "00:00:00.250",
    };
}
