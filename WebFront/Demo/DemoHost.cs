using System.Text.Json;
using Platform.Secrets;
using Platform.StandIn;
using Platform.StandIn.Instances;

namespace Platform.Demo;

/// <summary>The demo beside the platform: its companies and, where no gateway is configured, the stand-in for one.</summary>
internal sealed class DemoHost : IAsyncDisposable
{
    private readonly DemoCredentials _credentials;
    private readonly DemoCredentials _shown;
    private readonly StandInServer? _gateway;
    private readonly string _dataDirectory;

    private DemoHost(DemoCredentials credentials, DemoCredentials shown, StandInServer? gateway, string dataDirectory) =>
        (_credentials, _shown, _gateway, _dataDirectory) = (credentials, shown, gateway, dataDirectory);

    /// <summary>Prepares the demo, or gives <c>null</c> where it is not wanted.</summary>
    public static async Task<DemoHost?> Prepare(WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection("Demo").Get<DemoOptions>() ?? new DemoOptions();
        if (!(options.Enabled ?? builder.Environment.IsDevelopment())) { return null; }

        var dataDirectory = builder.Configuration["Storage:DataDirectory"] ?? "data";
        var credentials = DemoCredentials.Settle(options, dataDirectory);
        return new DemoHost(credentials, credentials.ToShow(options), await StartGateway(builder.Configuration, dataDirectory), dataDirectory);
    }

    /// <summary>Adds the companies. Call it after the silo was added.</summary>
    public void AddTo(WebApplicationBuilder builder) => builder.AddDemoCompanies(_credentials);

    /// <summary>Connects the stand-in to the front that has started, tells simulators where it is, and prints what to try.</summary>
    public void Connect(WebApplication app)
    {
        var front = ReachableAddress(app.Urls.First());
        foreach (var company in DemoCompany.All)
        {
            var webhook = WebhookSettings.To($"{front}/webhooks/whatsapp/{company.Instance}", _credentials.WebhookSecret);
            if (_gateway?.Instances.Find(company.Instance) is { } known) { known.Webhook = webhook; }
            else { _gateway?.Instances.Add(company.Instance, company.Did, webhook); }
        }
        Publish(front);
        DemoWelcome.Print(Console.Out, front, _shown, _gateway?.Address);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _gateway?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<StandInServer?> StartGateway(ConfigurationManager configuration, string dataDirectory)
    {
        if (configuration["Evolution:BaseUrl"] is { Length: > 0 })
        {
            // A stand-in of one's own may ask for no key; a real server refuses this one, which the log says.
            if (configuration["Evolution:ApiKey"] is null or "") { configuration["Evolution:ApiKey"] = "demo"; }
            return null;
        }

        var gateway = await StandInServer.Start(new StandInOptions());
        new GatewayMemory(gateway.Instances, dataDirectory).Recall();
        configuration["Evolution:BaseUrl"] = gateway.Address.ToString();
        configuration["Evolution:ApiKey"] = gateway.ApiKey;
        return gateway;
    }

    // A front that listens everywhere is reached on this machine by its name here.
    private static string ReachableAddress(string url) =>
        url.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal).TrimEnd('/');

    private void Publish(string front)
    {
        var access = new DemoAccessFile(
            front, _credentials.PbxUser, _credentials.PbxPassword, _gateway?.Address.ToString(), _gateway?.ApiKey, DemoCompany.Operator,
            _credentials.Password);
        PrivateFile.Write(Path.Combine(_dataDirectory, "dev", "demo.json"), JsonSerializer.SerializeToUtf8Bytes(access, JsonSerializerOptions.Web));
    }

    private sealed record DemoAccessFile(
        string Front, string PbxUser, string PbxPassword, string? StandIn, string? StandInKey, string Operator, string OperatorPassword);
}
