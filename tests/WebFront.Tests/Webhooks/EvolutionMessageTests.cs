using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Conversations;
using Platform.Webhooks;
using Platform.Webhooks.Evolution;

namespace Platform.Tests.Webhooks;

public class EvolutionMessageTests
{
    [Theory]
    [InlineData("""{"ephemeralMessage":{"message":{"conversation":"Oi"}}}""", MessageKind.Text, "Oi")]
    [InlineData("""{"ephemeralMessage":{"message":{"extendedTextMessage":{"text":"Oi"}}}}""", MessageKind.Text, "Oi")]
    [InlineData("""{"viewOnceMessageV2":{"message":{"imageMessage":{"caption":"Só uma vez"}}}}""", MessageKind.Image, "Só uma vez")]
    [InlineData("""{"viewOnceMessage":{"message":null}}""", MessageKind.Unknown, "")]
    [InlineData(
        """{"ephemeralMessage":{"message":{"viewOnceMessageV2Extension":{"message":{"audioMessage":{}}}}}}""", MessageKind.Audio, "")]
    [InlineData(
        """{"documentWithCaptionMessage":{"message":{"documentMessage":{"fileName":"a.pdf","caption":"Laudo"}}}}""", MessageKind.Document,
        "Laudo")]
    [InlineData("""{"videoMessage":{"caption":"Vídeo"}}""", MessageKind.Video, "Vídeo")]
    [InlineData("""{"ptvMessage":{}}""", MessageKind.Video, "")]
    [InlineData("""{"stickerMessage":{}}""", MessageKind.Sticker, "")]
    [InlineData("""{"audioMessage":{"ptt":true},"speechToText":"quero agendar"}""", MessageKind.Audio, "quero agendar")]
    [InlineData(
        """{"contactsArrayMessage":{"contacts":[{"displayName":"Ana"},{"displayName":"Rui"},{}]}}""", MessageKind.Contact, "Ana, Rui")]
    [InlineData("""{"liveLocationMessage":{"degreesLatitude":-23.5,"degreesLongitude":-46.5}}""", MessageKind.Location, "-23.5, -46.5")]
    [InlineData("""{"pollUpdateMessage":{"vote":{"selectedOptions":["Manhã"]}}}""", MessageKind.Choice, "Manhã")]
    [InlineData("""{"pollCreationMessageV3":{"name":"Quando?"}}""", MessageKind.Unknown, "")]
    [InlineData("""{"orderMessage":{"itemCount":2}}""", MessageKind.Unknown, "")]
    [InlineData("""{"messageContextInfo":{},"brandNewMessage":{}}""", MessageKind.Unknown, "")]
    public void Every_kind_of_message_is_read_wrapped_or_not(string message, MessageKind kind, string text)
    {
        var content = Assert.IsType<EvolutionEvent.Message>(Upsert.ParseMessage(message)).Content;

        Assert.Equal((kind, text), (content.Kind, content.Text));
    }

    [Theory]
    [InlineData(
        """{"interactiveResponseMessage":{"body":{"text":"Confirmar"},"nativeFlowResponseMessage":{"paramsJson":"{\"id\":\"ok\"}"}}}""",
        "ok", "Confirmar")]
    [InlineData(
        """{"interactiveResponseMessage":{"nativeFlowResponseMessage":{"paramsJson":"{\"id\":\"ok\",\"display_text\":\"Sim\"}"}}}""", "ok",
        "Sim")]
    [InlineData(
        """{"interactiveResponseMessage":{"body":{"text":"Sim"},"nativeFlowResponseMessage":{"paramsJson":"{oops"}}}""", null, "Sim")]
    [InlineData("""{"buttonsResponseMessage":{"selectedButtonId":"ok"}}""", "ok", "ok")]
    [InlineData("""{"listResponseMessage":{"title":"Limpeza"}}""", null, "Limpeza")]
    public void A_chosen_button_gives_its_id_and_its_text(string message, string? id, string text)
    {
        var content = Assert.IsType<EvolutionEvent.Message>(Upsert.ParseMessage(message)).Content;

        Assert.Equal((MessageKind.Choice, id, text), (content.Kind, content.ChoiceId, content.Text));
    }

    [Theory]
    [InlineData("""{"conversation":""}""", "empty-text")]
    [InlineData("""{"conversation":" \n "}""", "empty-text")]
    [InlineData("""{"reactionMessage":{"text":""}}""", "reaction-removed")]
    [InlineData("""{"protocolMessage":{"type":0}}""", "protocol-message")]
    [InlineData("""{"messageContextInfo":{}}""", "no-content")]
    [InlineData("""{"messageContextInfo":{},"albumMessage":{"expectedImageCount":3}}""", "service-message")]
    [InlineData("""{}""", "no-content")]
    public void What_no_person_said_is_acknowledged_and_ignored(string message, string reason) =>
        Assert.Equal(new EvolutionEvent.Ignored(reason), Upsert.ParseMessage(message));

    [Fact]
    public void A_view_once_message_without_content_still_reaches_the_conversation()
    {
        var body = Upsert.Body(change: b => { b["data"]!["message"] = null; b["data"]!["key"]!["isViewOnce"] = true; });

        Assert.Equal(MessageKind.Unknown, Assert.IsType<EvolutionEvent.Message>(Upsert.Parse(body)).Content.Kind);
    }

    [Theory]
    [InlineData("PENDING", "5511999990001@s.whatsapp.net", "ignored: own-echo")]
    [InlineData("SERVER_ACK", "5511988880000@s.whatsapp.net", "ignored: note-to-self")]
    [InlineData("SERVER_ACK", "5511999990001@s.whatsapp.net", "person: Text 'Oi' to 5511999990001 → 5511999990001@s.whatsapp.net")]
    public void What_the_company_wrote_itself_is_a_person_unless_it_is_the_platform_or_a_note(string status, string chat, string outcome)
    {
        var body = Upsert.Body(change: b =>
        {
            b["data"]!["key"]!["fromMe"] = true;
            b["data"]!["key"]!["remoteJid"] = chat;
            b["data"]!["status"] = status;
        });

        Assert.Equal(outcome, ExpectedOutcomes.Describe(Upsert.Parse(body)));
    }

    [Fact]
    public void In_what_the_company_wrote_the_sender_is_not_taken_for_the_customer()
    {
        var body = Upsert.Body(change: b => b["data"]!["key"] = new JsonObject
        {
            ["remoteJid"] = "100000000000001@lid", ["fromMe"] = true, ["id"] = "A1", ["senderPn"] = "5511988880000@s.whatsapp.net",
        });

        Assert.Null(Assert.IsType<EvolutionEvent.FromPerson>(Upsert.Parse(body)).To.Number);
    }

    [Theory]
    [InlineData(1795262400L + 86_400, false)]   // tomorrow
    [InlineData(0L, false)]
    [InlineData(-5L, false)]
    [InlineData(long.MaxValue, false)]
    [InlineData(1795262400L, true)]
    public void A_message_from_the_future_or_from_no_time_was_sent_when_it_arrived(long timestamp, bool kept)
    {
        var body = Upsert.Body(change: b => b["data"]!["messageTimestamp"] = timestamp);

        var sentAt = Assert.IsType<EvolutionEvent.Message>(Upsert.Parse(body)).SentAt;
        Assert.Equal(kept ? DateTimeOffset.FromUnixTimeSeconds(timestamp) : Upsert.Arrival, sentAt);
    }

    [Theory]
    [InlineData("1795262400")]
    [InlineData("\"1795262400\"")]
    [InlineData("""{"low":1795262400,"high":0,"unsigned":true}""")]
    public void The_time_is_read_in_all_encodings(string timestamp)
    {
        var body = Upsert.Body(change: b => b["data"]!["messageTimestamp"] = JsonNode.Parse(timestamp));

        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795262400), Assert.IsType<EvolutionEvent.Message>(Upsert.Parse(body)).SentAt);
    }

    [Fact]
    public void A_long_number_with_a_negative_lower_half_is_put_together_as_protobuf_means_it() =>
        Assert.Equal(1795262640123, JsonDocument.Parse("""{"low":-33689605,"high":417,"unsigned":false}""").RootElement.AsLong());

    [Theory]
    [InlineData("Ana 😀", "Ana 😀")]
    [InlineData("  Ana\u0000\u202e\n Silva ", "Ana Silva")]
    [InlineData("Você", null)]
    [InlineData("5511999990001", null)]
    [InlineData("+55 11 99999-0001", null)]
    [InlineData("\u200b\u200e", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("مريم", "مريم")]
    public void A_shown_name_is_cleaned_or_absent(string? pushName, string? name)
    {
        var body = Upsert.Body(change: b => b["data"]!["pushName"] = pushName);

        Assert.Equal(name, Assert.IsType<EvolutionEvent.Message>(Upsert.Parse(body)).Name);
    }

    [Fact]
    public void A_long_name_is_cut_without_splitting_a_character()
    {
        var body = Upsert.Body(change: b => b["data"]!["pushName"] = "A" + string.Concat(Enumerable.Repeat("😀", 100)));

        Assert.Equal("A" + string.Concat(Enumerable.Repeat("😀", 39)), Assert.IsType<EvolutionEvent.Message>(Upsert.Parse(body)).Name);
    }

    [Theory]
    [InlineData("Olá! 👩‍👩‍👧‍👦🏳️‍🌈 ção", "Olá! 👩‍👩‍👧‍👦🏳️‍🌈 ção")]
    [InlineData("مرحبا שלום\u202e", "مرحبا שלום\u202e")]
    [InlineData("a\r\nb\u0000\u0007c\td", "a\nbc\td")]
    public void Text_keeps_every_script_and_loses_control_characters(string said, string text) =>
        Assert.Equal(text, TextOf(Upsert.Body(new JsonObject { ["conversation"] = said })));

    [Fact]
    public void A_text_of_5000_characters_is_kept_whole_and_a_longer_one_is_cut_between_characters()
    {
        var long5000 = new string('á', 5_000);
        var emoji = "a" + string.Concat(Enumerable.Repeat("😀", 40_000));

        Assert.Equal(long5000, TextOf(Upsert.Body(new JsonObject { ["conversation"] = long5000 })));
        Assert.Equal(emoji[..(MessageContent.TextMax - 1)], TextOf(Upsert.Body(new JsonObject { ["conversation"] = emoji })));
    }

    [Fact]
    public void Half_a_character_does_not_lose_the_message()
    {
        var body = Upsert.Body().ToJsonString().Replace("\"Oi\"", """ "Oi \ud83d \"aspas\" \\ \u00e1\n" """, StringComparison.Ordinal);

        var delivery = EvolutionWebhook.Parse(System.Text.Encoding.UTF8.GetBytes(body), Upsert.Arrival);
        Assert.Equal("Oi \ufffd \"aspas\" \\ á\n", Assert.IsType<EvolutionEvent.Message>(delivery.Event).Content.Text);
    }

    [Theory]
    [InlineData("""{"buttonsResponseMessage":{"selectedButtonId":"%","selectedDisplayText":"Sim"}}""")]
    public void An_overlong_choice_id_is_dropped_not_cut(string message) =>
        Assert.Null(Assert.IsType<EvolutionEvent.Message>(
            Upsert.ParseMessage(message.Replace("%", new string('x', 257), StringComparison.Ordinal))).Content.ChoiceId);

    private static string TextOf(JsonNode body) => Assert.IsType<EvolutionEvent.Message>(Upsert.Parse(body)).Content.Text;
}
