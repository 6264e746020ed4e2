using System.Text.Json;

namespace Platform.Commands.Simulate;

/// <summary>How simulators and commands reach the demo: written by the front when it seeds the demo companies.</summary>
/// <param name="Front">The front's address.</param>
/// <param name="PbxUser">User name of the demo exchange.</param>
/// <param name="PbxPassword">Its password.</param>
/// <param name="StandIn">Address of the stand-in gateway.</param>
/// <param name="StandInKey">Its key.</param>
/// <param name="Operator">The operator's address.</param>
/// <param name="OperatorPassword">The operator's password.</param>
internal sealed record DemoAccess(
    Uri? Front, string? PbxUser, string? PbxPassword, Uri? StandIn, string? StandInKey, string? Operator,
    string? OperatorPassword)
{
    /// <summary>What the demo left in the data directory, or <c>null</c> when no demo was started with it.</summary>
    internal static DemoAccess? Read() =>
        Places().FirstOrDefault(File.Exists) is { } path
            ? JsonSerializer.Deserialize<DemoAccess>(File.ReadAllText(path), JsonSerializerOptions.Web)
            : null;

    private static IEnumerable<string> Places() =>
        DataFolder.Candidates(Environment.GetEnvironmentVariable(DataFolder.Variable)).Select(folder => Path.Combine(folder, "dev", "demo.json"));

    /// <summary>Leaves the secrets out.</summary>
    public override string ToString() => $"DemoAccess {{ Front = {Front}, PbxUser = {PbxUser}, StandIn = {StandIn}, Operator = {Operator} }}";
}
