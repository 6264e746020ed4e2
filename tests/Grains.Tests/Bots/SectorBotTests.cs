using Platform.Bots;
using Platform.Dialogue;

namespace Platform.Tests.Bots;

public sealed class SectorBotTests
{
    public static TheoryData<string> Sectors => [.. SectorBots.Sectors];

    [Theory, MemberData(nameof(Sectors))]
    public void A_sector_bot_is_valid(string sector)
    {
        var result = BotDefinition.Parse(SectorBots.Json(sector));

        var errors = result is BotDefinitionResult.Invalid(var found) ? found : [];
        Assert.Empty(errors.Select(error => $"{error.Path}: {error.Reason}"));
        Assert.Equal(sector, ((BotDefinitionResult.Valid)result).Bot.Sector);
    }
}
