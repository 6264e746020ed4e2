namespace Platform.Commands;

/// <summary>Where a command looks for what a platform on this machine keeps in its data directory.</summary>
internal static class DataFolder
{
    internal const string Variable = "PLATFORM_Storage__DataDirectory";

    // `dotnet run` starts the front in its project's folder and a command in the folder where it is typed.
    private static readonly string[] Usual = ["data", Path.Combine("WebFront", "data"), Path.Combine("..", "WebFront", "data")];

    /// <summary>The folders in their order: the one that is configured alone, otherwise the usual ones below <paramref name="directory"/>.</summary>
    internal static IEnumerable<string> Candidates(string? configured, string directory = "") =>
        configured is null ? Usual.Select(folder => Path.Combine(directory, folder)) : [configured];

    /// <summary>The folder in which a platform keeps its data, or <c>null</c> where none was ever started.</summary>
    internal static string? Find(string? configured, string directory = "") =>
        configured ?? Candidates(configured, directory).FirstOrDefault(IsUsed);

    private static bool IsUsed(string folder) =>
        File.Exists(Path.Combine(folder, "platform.db")) || File.Exists(Path.Combine(folder, "master.key"));
}
