using Platform.Webhooks.Evolution;

namespace Platform.Tests.Webhooks;

public class EvolutionFixtureTests
{
    private static readonly DateTimeOffset Arrival = new(2026, 11, 21, 12, 30, 0, TimeSpan.Zero);

    public static TheoryData<string> Fixtures => [.. WhatsAppFixtures.Names];

    [Fact]
    public void Every_fixture_has_its_expected_outcome_written_down() =>
        Assert.Equal(WhatsAppFixtures.Names, ExpectedOutcomes.ByFixture.Keys.Order());

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void A_request_of_the_gateway_is_understood(string fixture)
    {
        var delivery = EvolutionWebhook.Parse(WhatsAppFixtures.Read(fixture), Arrival);

        Assert.Equal(WhatsAppFixtures.Instance, delivery.Instance);
        Assert.Equal(ExpectedOutcomes.ByFixture[fixture], ExpectedOutcomes.Describe(delivery.Event));
    }

    [Fact]
    public void A_message_carries_the_gateway_s_id_and_WhatsApp_s_time()
    {
        var message = Assert.IsType<EvolutionEvent.Message>(
            EvolutionWebhook.Parse(WhatsAppFixtures.Read("upsert-text-conversation"), Arrival).Event);

        Assert.Equal("3A7F8E6A79438E3FC833", message.Id.Value);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795262400), message.SentAt);
    }
}
