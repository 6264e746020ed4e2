using System.Text.Json;
using Platform.Secrets;
using Platform.StandIn.Instances;

namespace Platform.Demo;

/// <summary>
/// Remembers the instances of the stand-in gateway from one start of the demo to the next, as a gateway of its own would: companies that
/// were taken in are still connected.
/// </summary>
internal sealed class GatewayMemory(InstanceBook instances, string dataDirectory)
{
    private readonly Lock _writing = new();
    private readonly string _path = Path.Combine(dataDirectory, "dev", "instances.json");

    /// <summary>Puts back what was there, and writes down each change from here on.</summary>
    internal void Recall()
    {
        foreach (var kept in File.Exists(_path) ? JsonSerializer.Deserialize<Kept[]>(File.ReadAllBytes(_path), JsonSerializerOptions.Web)! : [])
        {
            instances.Restore(kept.Name, kept.OwnJid, kept.Token, kept.Webhook);
        }
        instances.Changed += Keep;
    }

    private void Keep()
    {
        lock (_writing)
        {
            var all = instances.All.Select(each => new Kept(each.Name, each.OwnJid, each.Token, each.Webhook)).ToArray();
            PrivateFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(all, JsonSerializerOptions.Web));
        }
    }

    private sealed record Kept(string Name, string OwnJid, string Token, WebhookSettings Webhook);
}
