using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Platform.Gateways;
using Platform.Gateways.Evolution;

namespace Platform.Tests.Gateways;

public class SendAnswerTests
{
    [Theory]
    [InlineData("send-text", "accepted 3EB0ECA16FCFF0E899AB38")]
    [InlineData("send-text-quoted", "accepted 3EB04087D258330AD3FD6C")]
    [InlineData("send-text-not-on-whatsapp", "refused not-on-whatsapp")]
    [InlineData("send-text-validation-error", "refused gateway-found-request-invalid")]
    [InlineData("unauthorized", "unavailable gateway-key-refused")]
    [InlineData("instance-not-found", "unavailable instance-not-found")]
    public void The_recorded_answers_of_the_server_are_understood(string fixture, string expected)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Fixtures", "WhatsApp", "evolution", "rest", fixture + ".json");
        var response = JsonNode.Parse(File.ReadAllBytes(path))!["response"]!;

        Assert.Equal(expected, Read(response["status"]!.GetValue<int>(), response["body"]!.ToJsonString()));
    }

    [Theory]
    [InlineData(
        400, """{"status":400,"error":"Bad Request","response":{"message":["Connection Closed"]}}""", "unknown whatsapp-connection-failed")]
    [InlineData(
        400, """{"status":400,"error":"Bad Request","response":{"message":["SessionError: No sessions"]}}""",
        "unknown whatsapp-connection-failed")]
    [InlineData(400, """{"response":{"message":"read ECONNRESET"}}""", "unknown whatsapp-connection-failed")]
    [InlineData(400, "<html>", "unknown whatsapp-connection-failed")]
    [InlineData(403, "", "unavailable gateway-key-refused")]
    [InlineData(429, "{}", "unavailable gateway-busy")]
    [InlineData(302, "", "unavailable gateway-answered-302")]
    [InlineData(413, "", "refused gateway-refused-413")]
    [InlineData(500, """{"status":500}""", "unknown gateway-error-500")]
    [InlineData(502, "<html>Bad Gateway</html>", "unavailable gateway-error-502 perhaps sent")]
    [InlineData(503, """{"error":"x","code":"LICENSE_REQUIRED"}""", "unavailable gateway-licence-required")]
    [InlineData(503, "", "unavailable gateway-error-503")]
    [InlineData(504, "", "unknown gateway-error-504")]
    [InlineData(201, """{"status":"PENDING"}""", "unknown gateway-named-no-message")]
    [InlineData(201, """{"key":{"id":7}}""", "unknown gateway-named-no-message")]
    [InlineData(201, """{"key":{"id":"3EB0""", "unknown gateway-named-no-message")]
    public void Other_answers_say_whether_the_message_may_have_left(int status, string body, string expected) =>
        Assert.Equal(expected, Read(status, body));

    [Fact]
    public void No_answer_whatever_throws()
    {
        var answers =
            from status in Gen.Choose(100, 599)
            from body in Gen.OneOf(
                ArbMap.Default.GeneratorFor<string>(),
                Gen.Elements(
                    """{"response":{"message":[[["x"]]]}}""", """{"response":7}""", """{"key":{"id":"\ud83d"}}""", "[]", "null", "7"))
            select (status, body);

        Prop.ForAll(answers.ToArbitrary(), answer => Read(answer.status, answer.body ?? "").Length > 0)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    private static string Read(int status, string body) =>
        SendAnswer.Read((HttpStatusCode)status, Encoding.UTF8.GetBytes(body)).Result switch
    {
        SendResult.Accepted accepted => $"accepted {accepted.ProviderId}",
        SendResult.Refused refused => $"refused {refused.Reason}",
        SendResult.Unavailable unavailable => $"unavailable {unavailable.Reason}{(unavailable.PerhapsSent ? " perhaps sent" : "")}",
        SendResult.Unknown unknown => $"unknown {unknown.Reason}",
        var other => throw new JsonException(other.ToString()),
    };
}
