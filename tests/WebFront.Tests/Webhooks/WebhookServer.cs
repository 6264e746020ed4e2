using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Problems;
using Platform.Tests.Harness;
using Platform.Webhooks;

namespace Platform.Tests.Webhooks;

/// <summary>A real Kestrel with the WhatsApp webhooks, on a free port, in front of fake companies.</summary>
internal sealed class WebhookServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private WebhookServer(WebApplication app, FakeCompanies companies, RecordedLog log, ManualClock clock)
    {
        (_app, Companies, Log, Clock) = (app, companies, log, clock);
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    internal FakeCompanies Companies { get; }

    internal Uri Address => _http.BaseAddress!;

    internal RecordedLog Log { get; }

    internal ManualClock Clock { get; }

    internal static async Task<WebhookServer> Start()
    {
        var (companies, log, clock) = (new FakeCompanies(), new RecordedLog(), new ManualClock(Upsert.Arrival));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton(companies.Grains);
        builder.Services.AddProblems();
        builder.Services.AddWhatsAppWebhooks(builder.Configuration);
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapWhatsAppWebhooks();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new WebhookServer(app, companies, log, clock);
    }

    internal Task<WebhookAnswer> PostFixture(string name) => Post(WhatsAppFixtures.Read(name));

    internal Task<WebhookAnswer> Post(
        byte[] body, string path = WhatsAppFixtures.Instance, string? secret = FakeCompanies.Secret, string? bearer = null) =>
        Post(new ByteArrayContent(body), path, secret, bearer);

    internal async Task<WebhookAnswer> Post(
        HttpContent body, string path = WhatsAppFixtures.Instance, string? secret = FakeCompanies.Secret, string? bearer = null)
    {
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/webhooks/whatsapp/{path}") { Content = body };
        if (secret is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Webhook-Secret", secret);
        }
        if (bearer is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new WebhookAnswer(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.RetryAfter?.Delta,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }
}

internal sealed record WebhookAnswer(HttpStatusCode Status, string? MediaType, TimeSpan? RetryAfter, string Body)
{
    internal string? Outcome => JsonNode.Parse(Body)?["outcome"]?.GetValue<string>();
}

/// <summary>Keeps what was logged, as it would be printed.</summary>
internal sealed class RecordedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = [];

    internal IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Recorder(_lines, categoryName);

    public void Dispose() { }

    private sealed class Recorder(ConcurrentQueue<string> lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
    }
}
