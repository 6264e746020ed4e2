using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Channels;
using Platform.Gateways;
using Platform.StandIn;
using Platform.StandIn.Instances;
using Platform.Tenancy;

namespace Platform.Tests.Gateways;

/// <summary>The gateway as a silo wires it, sending to a stand-in server on a real socket.</summary>
internal sealed class GatewayUnderTest : IAsyncDisposable
{
    internal const string Instance = "DrMarco";
    internal const string Customer = "5511999990001@s.whatsapp.net";

    private static readonly TenantId Tenant = TenantId.Parse("0b7c1c9e-6a1d-4a7e-9f59-0d7c1e3b2a10");

    private readonly ServiceProvider _services;

    private GatewayUnderTest(StandInServer server, Dictionary<string, string?> settings)
    {
        Server = server;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        _services = new ServiceCollection().AddLogging().AddEvolutionGateway(configuration).BuildServiceProvider();
    }

    internal StandInServer Server { get; }

    internal static async Task<GatewayUnderTest> Start(params (string Name, string Value)[] settings)
    {
        var server = await StandInServer.Start(new StandInOptions
        {
            SentAfter = TimeSpan.Zero, DeliveredAfter = TimeSpan.Zero, ReadAfter = TimeSpan.Zero,
        });
        server.Instances.Add(Instance, "5511988880000", WebhookSettings.None);
        var all = new Dictionary<string, string?>
        {
            ["Evolution:BaseUrl"] = server.Address.ToString(),
            ["Evolution:ApiKey"] = server.ApiKey,
            ["Evolution:ConnectTimeout"] = "00:00:02",
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }
        return new GatewayUnderTest(server, all);
    }

    internal Task<SendResult> Send(string text = "Olá! Como posso ajudar?", string channel = $"evolution:{Instance}") =>
        SendText(channel, text, TestContext.Current.CancellationToken);

    internal Task<SendResult> SendUntil(CancellationToken giveUp) => SendText($"evolution:{Instance}", "Olá", giveUp);

    private Task<SendResult> SendText(string channel, string text, CancellationToken cancellationToken) =>
        _services.GetRequiredService<IMessageGateway>().SendText(Tenant, ChannelId.Parse(channel), Customer, text, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
    }
}
