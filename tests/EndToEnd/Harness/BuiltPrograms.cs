namespace Platform.Tests.Harness;

/// <summary>
/// Programs that the build made beside these tests: <c>artifacts/&lt;engine&gt;/bin/&lt;project&gt;/&lt;configuration&gt;</c>.
/// </summary>
internal static class BuiltPrograms
{
    /// <summary>The project's assembly, of the engine and the configuration of these tests.</summary>
    internal static string Find(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var path = Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, $"Platform.{project}.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException("Build the whole solution first.", path);
    }
}
