using System.Text.Json;

namespace Platform.Commands.Simulate;

/// <summary>How simulators reach the demo: written by the front when it seeds the demo companies.</summary>
/// <param name="Front">The front's address.</param>
/// <param name="PbxUser">User name of the demo exchange.</param>
/// <param name="PbxPassword">Its password.</param>
/// <param name="StandIn">Address of the stand-in gateway.</param>
/// <param name="StandInKey">Its key.</param>
internal sealed record DemoAccess(Uri? Front, string? PbxUser, string? PbxPassword, Uri? StandIn, string? StandInKey)
{
    /// <summary>What the demo left in the data directory, or <c>null</c> when no demo was started with it.</summary>
    internal static DemoAccess? Read() =>
        Places().FirstOrDefault(File.Exists) is { } path
            ? JsonSerializer.Deserialize<DemoAccess>(File.ReadAllText(path), JsonSerializerOptions.Web)
            : null;

    // `dotnet run` starts the front in its project's folder and this command in the folder where it is typed.
    private static IEnumerable<string> Places() =>
        from directory in Environment.GetEnvironmentVariable("PLATFORM_Storage__DataDirectory") is { } configured
            ? (string[])[configured]
            : ["data", Path.Combine("WebFront", "data"), Path.Combine("..", "WebFront", "data")]
        select Path.Combine(directory, "dev", "demo.json");

    /// <summary>Leaves the password out.</summary>
    public override string ToString() => $"DemoAccess {{ Front = {Front}, PbxUser = {PbxUser}, StandIn = {StandIn} }}";
}
