using Platform.Demo;
using Platform.StandIn;
using Platform.StandIn.Instances;

namespace Platform.Tests.Harness;

/// <summary>One platform with a database, and with a gateway that the tests hold in their hands.</summary>
public class RunningPlatform(TestDatabase database) : IAsyncLifetime
{
    internal const string Password = "end-to-end-password";
    internal const string WebhookSecret = "end-to-end-secret";
    internal const string PbxUser = "pbx";
    internal const string PbxPassword = "segredo";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("platform-e2e-");
    private StandInServer? _gateway;
    private PlatformProcess? _process;

    internal TestDatabase Database => database;

    internal StandInServer Gateway => _gateway ?? throw new InvalidOperationException("The platform was not started.");

    internal PlatformProcess Process => _process ?? throw new InvalidOperationException("The platform was not started.");

    internal WebhookClient Webhooks => new(Process);

    /// <summary>Settings beside those that every test needs.</summary>
    internal virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    /// <inheritdoc />
    public virtual async ValueTask InitializeAsync()
    {
        await Prepare();
        await Process.Start();
    }

    /// <summary>Everything but the start.</summary>
    internal async Task Prepare()
    {
        await database.Create();
        _gateway = await StandInServer.Start(new StandInOptions
        {
            SentAfter = TimeSpan.FromMilliseconds(10),
            DeliveredAfter = TimeSpan.FromMilliseconds(10),
            ReadAfter = TimeSpan.FromMilliseconds(10),
            WebhookFirstDelay = TimeSpan.FromMilliseconds(100),
            WebhookLongestDelay = TimeSpan.FromSeconds(1),
            WebhookAttemptsMax = 1_000,
        });
        _process = new PlatformProcess(AllSettings(), _directory.FullName);
        foreach (var company in DemoCompany.All)
        {
            _gateway.Instances.Add(
                company.Instance, company.Did,
                WebhookSettings.To($"{_process.Address}webhooks/whatsapp/{company.Instance}", WebhookSecret));
        }
    }

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        if (_process is not null) { await _process.DisposeAsync(); }
        if (_gateway is not null) { await _gateway.DisposeAsync(); }
        await database.DisposeAsync();
        _directory.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>What the company's replies to a customer were, as the gateway saw them.</summary>
    internal IReadOnlyList<string> Replies(string instance, string number) => Gateway.Instances.Find(instance)!.ChatWith(number).Replies;

    private Dictionary<string, string> AllSettings()
    {
        var all = new Dictionary<string, string>(database.Settings)
        {
            ["Demo:Enabled"] = "true",
            ["Demo:Password"] = Password,
            ["Demo:WebhookSecret"] = WebhookSecret,
            ["Demo:PbxUser"] = PbxUser,
            ["Demo:PbxPassword"] = PbxPassword,
            ["Evolution:BaseUrl"] = Gateway.Address.ToString(),
            ["Evolution:ApiKey"] = Gateway.ApiKey,
            // What callers hear is at stake here, not how fast this machine is; the budget has tests of its own.
            ["FreeSwitch:StepBudget"] = "00:00:20",
        };
        foreach (var (key, value) in Settings) { all[key] = value; }
        return all;
    }
}
