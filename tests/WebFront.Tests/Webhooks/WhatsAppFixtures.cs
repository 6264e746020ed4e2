namespace Platform.Tests.Webhooks;

/// <summary>The recorded request bodies of Evolution API; see tests/Fixtures/WhatsApp/INDEX.md.</summary>
internal static class WhatsAppFixtures
{
    internal const string Instance = "tenant-0001-main";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures", "WhatsApp", "evolution", "webhook");

    internal static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)!).Order();

    internal static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".json"));
}
