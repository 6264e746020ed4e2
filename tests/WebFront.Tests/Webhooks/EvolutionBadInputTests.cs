using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Platform.Channels;
using Platform.Conversations;
using Platform.Webhooks;
using Platform.Webhooks.Evolution;

namespace Platform.Tests.Webhooks;

public class EvolutionBadInputTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"messages.upsert\"")]
    [InlineData("{")]
    [InlineData("{\"event\":\"messages.upsert\"")]
    [InlineData("{\"event\":\"messages.upsert\",}")]
    [InlineData("{\"event\":\"messages.upsert\"}trailing")]
    [InlineData("event=messages.upsert")]
    [InlineData("{}")]
    [InlineData("""{"event":"messages.upsert"}""")]
    [InlineData("""{"event":5,"instance":"x"}""")]
    [InlineData("""{"event":"messages.upsert","instance":null}""")]
    [InlineData("""{"event":"messages.upsert","instance":"x","data":null}""")]
    [InlineData("""{"event":"messages.upsert","instance":"x","data":[]}""")]
    [InlineData("""{"event":"messages.update","instance":"x","data":"READ"}""")]
    [InlineData("""{"event":"connection.update","instance":"x","data":{"state":7}}""")]
    public void What_is_not_the_gateway_s_form_is_malformed(string body) => Assert.IsType<EvolutionEvent.Malformed>(Parse(body).Event);

    [Theory]
    [InlineData("key")]
    [InlineData("key.remoteJid")]
    [InlineData("key.id")]
    [InlineData("message")]
    [InlineData("message.conversation")]
    public void A_field_that_the_message_cannot_do_without_must_have_its_type(string path)
    {
        foreach (var wrong in new[] { "5", "true", "[]", "[[1]]" })
        {
            var outcome = Upsert.Parse(Upsert.Body(change: body => Replace(body["data"]!.AsObject(), path, JsonNode.Parse(wrong))));
            Assert.True(outcome is EvolutionEvent.Malformed, $"{path} = {wrong}: {ExpectedOutcomes.Describe(outcome)}");
        }
    }

    [Theory]
    [InlineData("pushName")]
    [InlineData("messageTimestamp")]
    [InlineData("status")]
    [InlineData("contextInfo")]
    [InlineData("key.remoteJidAlt")]
    [InlineData("key.participant")]
    public void A_field_that_the_message_can_do_without_may_have_any_type(string path)
    {
        foreach (var wrong in new[] { "null", "5", "-1e300", "true", "[]", "{}", "\"\"" })
        {
            Assert.IsType<EvolutionEvent.Message>(
                Upsert.Parse(Upsert.Body(change: body => Replace(body["data"]!.AsObject(), path, JsonNode.Parse(wrong)))));
        }
    }

    [Fact]
    public void Of_two_members_with_one_name_the_last_counts()
    {
        var delivery = Parse("""{"instance":"a","event":"presence.update","instance":"b","event":"call","data":{}}""");

        Assert.Equal(("b", new EvolutionEvent.Ignored("call")), (delivery.Instance, delivery.Event));
    }

    [Theory]
    [InlineData(60, false)]
    [InlineData(100, true)]
    [InlineData(100_000, true)]
    public void Deep_nesting_is_malformed_and_nothing_worse(int depth, bool malformed)
    {
        var nested = $"{new string('[', depth)}{new string(']', depth)}";

        var delivery = Parse($$"""{"event":"presence.update","instance":"x","data":{{nested}}}""");
        Assert.Equal(malformed, delivery.Event is EvolutionEvent.Malformed);
    }

    [Fact]
    public void Many_wrappers_within_each_other_end_as_an_unknown_kind()
    {
        var message = new StringBuilder("""{"conversation":"Oi"}""");
        for (var i = 0; i < 20; i++)
        {
            message.Insert(0, """{"ephemeralMessage":{"message":""").Append("}}");
        }

        Assert.Equal(MessageKind.Unknown, Assert.IsType<EvolutionEvent.Message>(Upsert.ParseMessage(message.ToString())).Content.Kind);
    }

    [Fact]
    public void A_broken_character_in_a_member_s_name_is_malformed() =>
        Assert.IsType<EvolutionEvent.Malformed>(Upsert.ParseMessage("""{"xMessage":{}}""", json => json.Replace("xM", "\\ud83dM")));

    [Fact]
    public void Bytes_that_are_no_text_never_throw() =>
        Check(
            ArbMap.Default.GeneratorFor<byte[]>(),
            bytes => EvolutionWebhook.Parse(bytes, Upsert.Arrival).Event is EvolutionEvent.Malformed);

    [Fact]
    public void A_body_cut_anywhere_is_malformed()
    {
        var whole = WhatsAppFixtures.Read("upsert-text-conversation");

        for (var length = 0; length < whole.AsSpan().TrimEnd("\n "u8).Length; length++)
        {
            Assert.IsType<EvolutionEvent.Malformed>(EvolutionWebhook.Parse(whole.AsMemory(0, length), Upsert.Arrival).Event);
        }
    }

    [Fact]
    public void Any_node_of_any_fixture_replaced_by_anything_never_throws_and_keeps_the_bounds()
    {
        var mutated =
            from name in Gen.Elements(WhatsAppFixtures.Names.ToArray())
            from seed in Gen.Choose(0, int.MaxValue - 1)
            from count in Gen.Choose(1, 3)
            select Mutations.Mutate(JsonNode.Parse(WhatsAppFixtures.Read(name))!, new Random(seed), count);

        Check(mutated, body => IsBounded(EvolutionWebhook.Parse(Encoding.UTF8.GetBytes(body), Upsert.Arrival).Event));
    }

    private static bool IsBounded(EvolutionEvent outcome) => outcome switch
    {
        EvolutionEvent.Message message =>
            IsBounded(message.From) && IsBounded(message.Content) && message.Name is null or { Length: > 0 and <= CleanText.NameMax },
        EvolutionEvent.FromPerson message => IsBounded(message.To) && IsBounded(message.Content),
        EvolutionEvent.Statuses statuses => statuses.Reports.All(report => report.Id != default(ProviderMessageId)),
        _ => true,
    };

    private static bool IsBounded(CustomerAddress customer) =>
        (customer.Number is not null || customer.Lid is not null) && customer.ReplyTo.Length <= 100;

    private static bool IsBounded(MessageContent content) =>
        content.Text.Length <= MessageContent.TextMax
            && !content.Text.Contains('\0', StringComparison.Ordinal)
            && content.ChoiceId is null or { Length: <= 256 };

    private static void Replace(JsonObject data, string path, JsonNode? value)
    {
        var names = path.Split('.');
        var parent = names[..^1].Aggregate(data, (node, name) => node[name]!.AsObject());
        parent[names[^1]] = value;
    }

    private static EvolutionDelivery Parse(string body) => EvolutionWebhook.Parse(Encoding.UTF8.GetBytes(body), Upsert.Arrival);

    private static void Check<T>(Gen<T> inputs, Func<T, bool> holds) =>
        Prop.ForAll(inputs.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
}
