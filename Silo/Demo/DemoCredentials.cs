using System.Security.Cryptography;
using System.Text.Json;
using Platform.Secrets;

namespace Platform.Demo;

/// <summary>The demo's credentials, kept beside its data so that simulators find them and a second start knows them.</summary>
/// <param name="Password">Password of all demo sign-ins.</param>
/// <param name="WebhookSecret">Secret of the three instances' webhooks.</param>
/// <param name="PbxUser">User of the demo exchange.</param>
/// <param name="PbxPassword">Its password.</param>
public sealed record DemoCredentials(string Password, string WebhookSecret, string PbxUser, string PbxPassword)
{
    private const int SecretBytes = 18;
    private const string Configured = "as configured";

    /// <summary>Where they are kept.</summary>
    public static string FileIn(string dataDirectory) => Path.Combine(dataDirectory, "dev", "credentials.json");

    /// <summary>What is configured, else what was kept, else new ones; kept from then on.</summary>
    public static DemoCredentials Settle(DemoOptions options, string dataDirectory)
    {
        var path = FileIn(dataDirectory);
        var kept = File.Exists(path) ? JsonSerializer.Deserialize<DemoCredentials>(File.ReadAllText(path), JsonSerializerOptions.Web) : null;
        var settled = new DemoCredentials(
            options.Password ?? kept?.Password ?? NewSecret(),
            options.WebhookSecret ?? kept?.WebhookSecret ?? NewSecret(),
            options.PbxUser ?? kept?.PbxUser ?? "demo-pbx",
            options.PbxPassword ?? kept?.PbxPassword ?? NewSecret());
        if (settled != kept) { PrivateFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(settled, JsonSerializerOptions.Web)); }
        return settled;
    }

    /// <summary>As they may be printed: those that somebody configured are known to them, and not for the log.</summary>
    public DemoCredentials ToShow(DemoOptions options) => this with
    {
        Password = options.Password is null ? Password : Configured,
        WebhookSecret = options.WebhookSecret is null ? WebhookSecret : Configured,
        PbxPassword = options.PbxPassword is null ? PbxPassword : Configured,
    };

    private static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>Leaves the secrets out.</summary>
    public override string ToString() => $"DemoCredentials {{ PbxUser = {PbxUser} }}";
}
