using System.Text.Json.Nodes;
using Platform.Conversations;
using Platform.Webhooks.Evolution;

namespace Platform.Tests.Webhooks;

public class EvolutionStatusTests
{
    [Theory]
    [InlineData("\"ERROR\"", DeliveryStatus.Failed)]
    [InlineData("\"SERVER_ACK\"", DeliveryStatus.Sent)]
    [InlineData("\"DELIVERY_ACK\"", DeliveryStatus.Delivered)]
    [InlineData("\"READ\"", DeliveryStatus.Read)]
    [InlineData("\"PLAYED\"", DeliveryStatus.Played)]
    [InlineData("0", DeliveryStatus.Failed)]
    [InlineData("2", DeliveryStatus.Sent)]
    [InlineData("5", DeliveryStatus.Played)]
    public void A_report_is_read_by_name_and_by_number(string status, DeliveryStatus expected)
    {
        var report = Assert.Single(Assert.IsType<EvolutionEvent.Statuses>(Parse(Update(status))).Reports);

        Assert.Equal(("3EB0ECA16FCFF0E899AB38", expected, Upsert.Arrival), (report.Id.Value, report.Status, report.At));
    }

    [Fact]
    public void The_reports_rise_in_the_order_in_which_a_message_travels()
    {
        string[] travel = ["\"SERVER_ACK\"", "\"DELIVERY_ACK\"", "\"READ\"", "\"PLAYED\""];

        var statuses = travel.Select(status => Assert.IsType<EvolutionEvent.Statuses>(Parse(Update(status))).Reports[0].Status).ToArray();
        Assert.Equal(statuses.Order(), statuses);
    }

    [Fact]
    public void An_edit_is_no_report_although_it_carries_a_status()
    {
        var update = Update("\"SERVER_ACK\"");
        update["message"] = JsonNode.Parse("""{"editedMessage":{"message":{"conversation":"x"}}}""");

        Assert.Equal(new EvolutionEvent.Ignored("edit"), Parse(update));
    }

    [Theory]
    [InlineData("\"PENDING\"", true, "5511999990001@s.whatsapp.net", "pending")]
    [InlineData("\"DELETED\"", true, "5511999990001@s.whatsapp.net", "unknown-status")]
    [InlineData("9", true, "5511999990001@s.whatsapp.net", "unknown-status")]
    [InlineData("null", true, "5511999990001@s.whatsapp.net", "unknown-status")]
    [InlineData("\"READ\"", false, "5511999990001@s.whatsapp.net", "status-of-customer-message")]
    [InlineData("\"READ\"", true, "120363000000000001@g.us", "group")]
    public void What_says_nothing_of_a_reply_is_ignored(string status, bool fromMe, string chat, string reason)
    {
        var update = Update(status);
        update["fromMe"] = fromMe;
        update["remoteJid"] = chat;

        Assert.Equal(new EvolutionEvent.Ignored(reason), Parse(update));
    }

    [Fact]
    public void A_list_of_reports_is_read_whole()
    {
        var list = new JsonArray(Update("\"READ\""), Update("\"DELETED\""), Update("\"PLAYED\""));

        Assert.Equal([DeliveryStatus.Read, DeliveryStatus.Played],
            Assert.IsType<EvolutionEvent.Statuses>(Parse(list)).Reports.Select(report => report.Status));
    }

    [Fact]
    public void A_linked_id_does_not_matter_because_reports_are_told_apart_by_message()
    {
        var update = Update("\"READ\"");
        update["remoteJid"] = "100000000000001@lid";

        Assert.IsType<EvolutionEvent.Statuses>(Parse(update));
    }

    private static JsonObject Update(string status) => new()
    {
        ["keyId"] = "3EB0ECA16FCFF0E899AB38",
        ["remoteJid"] = "5511999990001@s.whatsapp.net",
        ["fromMe"] = true,
        ["status"] = JsonNode.Parse(status),
    };

    private static EvolutionEvent Parse(JsonNode data) => Upsert.Parse(new JsonObject
    {
        ["event"] = "messages.update", ["instance"] = WhatsAppFixtures.Instance, ["data"] = data,
    });
}
