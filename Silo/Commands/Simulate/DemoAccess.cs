using System.Text.Json;

namespace Platform.Commands.Simulate;

/// <summary>How simulators reach the demo: written by the front when it seeds the demo companies.</summary>
/// <param name="Front">The front's address.</param>
/// <param name="PbxUser">User name of the demo exchange.</param>
/// <param name="PbxPassword">Its password.</param>
/// <param name="StandIn">Address of the stand-in gateway.</param>
internal sealed record DemoAccess(Uri? Front, string? PbxUser, string? PbxPassword, Uri? StandIn)
{
    /// <summary>What the demo left in the data directory, or <c>null</c> when no demo was started with it.</summary>
    internal static DemoAccess? Read()
    {
        var directory = Environment.GetEnvironmentVariable("PLATFORM_Storage__DataDirectory") ?? "data";
        var path = Path.Combine(directory, "dev", "demo.json");
        return File.Exists(path) ? JsonSerializer.Deserialize<DemoAccess>(File.ReadAllText(path), JsonSerializerOptions.Web) : null;
    }

    /// <summary>Leaves the password out.</summary>
    public override string ToString() => $"DemoAccess {{ Front = {Front}, PbxUser = {PbxUser} }}";
}
