using System.Runtime.CompilerServices;
using Platform.Dialogue;

namespace Platform.Tests.Dialogue;

/// <summary>
/// Conversations kept as files, compared word for word. <c>PLATFORM_UPDATE_GOLDEN=1</c> writes what the code does now
/// into the files, to be read as a diff.
/// </summary>
public sealed class GoldenConversationTests
{
    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Folder(), "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Names))]
    public void A_golden_conversation_goes_as_it_is_written(string name)
    {
        var path = Path.Combine(Folder(), $"{name}.txt");
        var written = File.ReadAllText(path);

        var replayed = new GoldenScript(written).Replay();

        if (Environment.GetEnvironmentVariable("PLATFORM_UPDATE_GOLDEN") == "1") { File.WriteAllText(path, replayed); return; }
        Assert.Equal(written, replayed);
    }

    [Fact]
    public void There_are_golden_conversations_in_every_language_and_on_both_media()
    {
        var texts = Directory.GetFiles(Folder(), "*.txt").Select(File.ReadAllText).ToArray();
        foreach (var locale in Locales.All)
        {
            foreach (var medium in Enum.GetNames<Medium>())
            {
                Assert.Contains(texts, text =>
                    text.Contains($"locale: {locale}", StringComparison.Ordinal)
                    && text.Contains($"medium: {medium}", StringComparison.Ordinal));
            }
        }
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "golden");
}
