using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.StandIn.Faults;
using Platform.StandIn.Http;
using Platform.StandIn.Instances;
using Platform.StandIn.Webhooks;

namespace Platform.StandIn;

/// <summary>
/// A gateway that behaves as Evolution API v2 does towards the platform, without any WhatsApp account. It keeps what happened while
/// it is down; it forgets everything when it is disposed.
/// </summary>
public sealed class StandInServer : IAsyncDisposable
{
    private readonly StandInOptions _options;
    private readonly ILoggerFactory _loggers;
    private readonly Background _background = new();
    private readonly WebhookSender _webhooks;
    private WebApplication? _app;

    private StandInServer(StandInOptions options, TimeProvider clock, ILoggerFactory loggers)
    {
        _options = options;
        _loggers = loggers;
        _webhooks = new WebhookSender(options, _background, clock, loggers.CreateLogger<WebhookSender>());
        Network = new WhatsAppNetwork(options, _background, _webhooks, clock);
        Instances = new InstanceBook(clock);
        Address = new Uri(options.Url);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; }

    /// <summary>The key that callers must show.</summary>
    public string ApiKey => _options.ApiKey;

    /// <summary>Its instances and their chats.</summary>
    public InstanceBook Instances { get; }

    /// <summary>What goes wrong next.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>Webhook events that were answered with 2xx.</summary>
    public long WebhooksDelivered => _webhooks.Delivered;

    /// <summary>Webhook events that were refused for good or given up.</summary>
    public long WebhooksLost => _webhooks.Lost;

    internal WhatsAppNetwork Network { get; }

    /// <summary>Starts a server.</summary>
    public static async Task<StandInServer> Start(
        StandInOptions options, TimeProvider? clock = null, ILoggerFactory? loggers = null, CancellationToken cancellationToken = default)
    {
        var server = new StandInServer(options, clock ?? TimeProvider.System, loggers ?? NullLoggerFactory.Instance);
        await server.Listen(options.Url, cancellationToken);
        return server;
    }

    /// <summary>A customer writes a text. Gives the message's id.</summary>
    public string CustomerWrites(string instance, string number, string text, string? name = null) =>
        Network.CustomerWrites(Required(instance), number, name, new JsonObject { ["conversation"] = text });

    /// <summary>A person of the company writes on the company's own telephone. Gives the message's id.</summary>
    public string PersonWrites(string instance, string number, string text) => Network.PersonWrites(Required(instance), number, text);

    /// <summary>Stops listening: connections are refused until <see cref="ComeBack"/>. Events go on being posted.</summary>
    public async Task GoDown()
    {
        if (_app is { } app)
        {
            _app = null;
            using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
            await app.StopAsync(atOnce.Token);
            await app.DisposeAsync();
        }
    }

    /// <summary>Listens again at the same address.</summary>
    public Task ComeBack(CancellationToken cancellationToken = default) => Listen(Address.ToString(), cancellationToken);

    /// <summary>Completes when no message travels and no webhook request is under way any more.</summary>
    public Task Idle(CancellationToken cancellationToken) => _background.Idle(cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await GoDown();
        await _background.DisposeAsync();
        _webhooks.Dispose();
    }

    internal Task<IResult> WithInstance(string name, HttpContext http, Func<Instance, Task<IResult>> answer)
    {
        if (Instances.Find(name) is not { } instance)
        {
            return EvolutionApi.Answer(404, Payloads.Problem(404, "Not Found", new JsonArray($"The \"{name}\" instance does not exist")));
        }
        return Shows(http, ApiKey) || Shows(http, instance.Token) ? answer(instance) : Unauthorized();
    }

    internal Task<IResult> WithKey(HttpContext http, Func<Task<IResult>> answer) => Shows(http, ApiKey) ? answer() : Unauthorized();

    private static Task<IResult> Unauthorized() => EvolutionApi.Answer(401, Payloads.Problem(401, "Unauthorized", "Unauthorized"));

    private static bool Shows(HttpContext http, string key) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(http.Request.Headers["apikey"].ToString()), Encoding.UTF8.GetBytes(key));

    private Instance Required(string name) =>
        Instances.Find(name) ?? throw new ArgumentException("There is no such instance.", nameof(name));

    private async Task Listen(string url, CancellationToken cancellationToken)
    {
        // Its own builder reads no settings: those of the process that it stands in belong to the platform.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(url);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(_loggers);
        var app = builder.Build();
        app.MapEvolutionApi(this);
        app.MapControlApi(this);
        await app.StartAsync(cancellationToken);
        Address = new Uri(app.Urls.First());
        Network.ServerUrl = Address.ToString().TrimEnd('/');
        _app = app;
    }
}
