using Platform.Bots;
using Platform.Dialogue;

namespace Platform.Tests.Dialogue;

public sealed class RehearsalTests
{
    // Nine lines, two media or more, three languages: nearly every line is answered.
    private const int PromptsOfABot = 40;

    [Fact]
    public void Every_shipped_bot_speaks_on_every_medium_in_every_language() => Assert.InRange(
        Rehearsal.Play(BotLibrary.Shipped, new DateTimeOffset(2026, 3, 9, 12, 0, 0, TimeSpan.Zero)),
        PromptsOfABot * BotLibrary.Shipped.All.Length,
        int.MaxValue);
}
