using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Auth;
using Platform.Benchmarks.Reference;
using Platform.Channels;
using Platform.Conversations;
using Platform.Demo;
using Platform.FreeSwitch;
using Platform.Gateways;
using Platform.Hosting;
using Platform.Problems;
using Platform.Webhooks;

namespace Platform.Benchmarks.Hosts;

/// <summary>
/// The product in this process, put together as its <c>Program.cs</c> does, with the demo companies: Kestrel on a free port of loopback.
/// Only the gateway is not its own. The reference endpoint is served by the same Kestrel.
/// </summary>
internal sealed class PlatformHost : IAsyncDisposable
{
    /// <summary>The secret that webhooks show.</summary>
    public const string WebhookSecret = "only-for-benchmarks";

    /// <summary>The exchange's user and password.</summary>
    public const string Pbx = "bench-pbx:only-for-benchmarks";

    private readonly WebApplication _app;
    private readonly IDatabase _database;
    private readonly IReferenceWriter? _reference;

    private PlatformHost(WebApplication app, IDatabase database, IReferenceWriter? reference) =>
        (_app, _database, _reference) = (app, database, reference);

    /// <summary>Where it listens.</summary>
    public int Port => new Uri(_app.Urls.First()).Port;

    /// <summary>Its database.</summary>
    public IDatabase Database => _database;

    /// <summary>Its gateway, paused at first.</summary>
    public BenchGateway Gateway => (BenchGateway)_app.Services.GetRequiredService<IMessageGateway>();

    /// <summary>Its grains.</summary>
    public IGrainFactory Grains => _app.Services.GetRequiredService<IGrainFactory>();

    /// <summary>How long the bot waits for more; may be changed while it runs.</summary>
    public ConversationOptions Conversations => _app.Services.GetRequiredService<IOptions<ConversationOptions>>().Value;

    /// <summary>Starts the product on a new database.</summary>
    public static async Task<PlatformHost> Start(
        IDatabase database, bool withReference = false, Action<IServiceCollection>? configure = null)
    {
        await database.Create();
        var builder = Front.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(database.Settings).AddInMemoryCollection(Settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddPlatformLogging();
        builder.AddPlatformSilo();
        var pbx = Pbx.Split(':');
        builder.AddDemoCompanies(new DemoCredentials("only-for-benchmarks", WebhookSecret, pbx[0], pbx[1]));
        builder.Services.AddSingleton<IMessageGateway, BenchGateway>();
        builder.Services.AddProblems();
        builder.Services.AddUserAuthentication();
        builder.Services.AddWhatsAppWebhooks(builder.Configuration);
        builder.Services.AddFreeSwitch(builder.Configuration);
        builder.Services.Configure<ChannelOptions>(channels => (channels.MessagesPerSecond, channels.ContactsAtOnce) = (10_000, 64));
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapWhatsAppWebhooks();
        app.MapFreeSwitch();
        IReferenceWriter? reference = null;
        if (withReference) { ReferenceEndpoint.Map(app, () => reference!); }
        await app.StartAsync();
        if (withReference) { reference = await database.OpenReference(); }
        return new PlatformHost(app, database, reference);
    }

    /// <summary>Forgets what waits to be sent.</summary>
    public Task ClearOutbox() =>
        _database.Execute($"UPDATE {Schema}outbox SET status = 4, is_open = NOT {_database.True} WHERE is_open = {_database.True}");

    /// <summary>Replies that the bot has given so far.</summary>
    public async Task<long> Replies() =>
        Convert.ToInt64(await _database.Query($"SELECT count(*) FROM {Schema}messages WHERE direction = 1"), CultureInfo.InvariantCulture);

    /// <summary>What stands before a table's name.</summary>
    public string Schema => _database is PostgresDatabase ? "platform." : "";

    public async ValueTask DisposeAsync()
    {
        Gateway.Resume();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_reference is not null) { await _reference.DisposeAsync(); }
        await _database.DisposeAsync();
    }

    private static Dictionary<string, string?> Settings => new()
    {
        ["Evolution:BaseUrl"] = "http://127.0.0.1:9",
        ["Evolution:ApiKey"] = "unused",
        ["Serilog:MinimumLevel:Default"] = "Warning",
        ["Serilog:MinimumLevel:Override:Microsoft.Hosting.Lifetime"] = "Warning",
    };
}
