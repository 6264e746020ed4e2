using System.Net;
using System.Text;
using Platform.Commands.Simulate.Calls;

namespace Platform.Tests.FreeSwitch;

/// <summary>The switch's stand-in must stumble where the switch does.</summary>
public sealed class HttapiDocumentTests
{
    private const string Listening = """<speak engine="flite" text="x" name="input" error-file="e"><bind>1</bind></speak>""";

    [Theory]
    [InlineData("<answer/><hangup/>", "ends the application")]
    [InlineData("<preAnswer/>", "ends the application")]
    [InlineData("<ringReady/>", "ends the application")]
    [InlineData("<unknownTag/>", "not known")]
    [InlineData("", "no instructions")]
    [InlineData("<speak engine=\"flite\" text=\"x\"/>", "for ever")]
    [InlineData("<continue/>", "for ever")]
    [InlineData("<hangup/><speak engine=\"flite\" text=\"x\"/>", "not last")]
    [InlineData("<speak text=\"x\"/><hangup/>", "without engine")]
    [InlineData("<speak engine=\"flite\"/><hangup/>", "nothing to say")]
    [InlineData("<playback/><hangup/>", "without file")]
    [InlineData("<recordCall name=\"r\"/><hangup/>", "crashes")]
    [InlineData("<recordCall action=\"http://x/\"/><hangup/>", "crashes")]
    [InlineData("<pause action=\"/relative\"/><hangup/>", "not absolute")]
    [InlineData("<pause action=\"http://u:p@x/\"/><hangup/>", "crashes")]
    [InlineData("<execute application=\"set\" data=\"a=$b\"/><hangup/>", "dollar sign")]
    [InlineData("<speak engine=\"flite\" text=\"${x}\"/><hangup/>", "expanded")]
    [InlineData("<dial>sofia/gateway/x/1</dial>", "no extension")]
    [InlineData("<pause name=\"i\"><bind>1</bind></pause>", "error-file")]
    [InlineData("<pause error-file=\"e\"><bind>1</bind></pause>", "no name")]
    [InlineData("<pause name=\"i\" error-file=\"e\"><bind>~\\d+</bind></pause>", "not anchored")]
    [InlineData("<pause name=\"i\" error-file=\"e\"><bind>~^(\\d$</bind></pause>", "is none")]
    [InlineData("<pause name=\"i\" error-file=\"e\"><bind>x</bind></pause>", "never be typed")]
    [InlineData("<pause name=\"i\" error-file=\"e\"><bind>1</bind><bind>1</bind></pause>", "the same")]
    [InlineData("<pause name=\"i\" error-file=\"e\" loops=\"9\"><bind>1</bind></pause>", "too often")]
    public void A_document_that_a_switch_stumbles_over_is_refused(string work, string why) =>
        Assert.Contains(why, Assert.Throws<HttapiTrapException>(() => Read(work)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(HttpStatusCode.Found, "text/xml", "redirects")]
    [InlineData(HttpStatusCode.InternalServerError, "text/xml", "only 200")]
    [InlineData(HttpStatusCode.OK, "application/xml", "only text/xml")]
    [InlineData(HttpStatusCode.OK, null, "only text/xml")]
    public void An_answer_that_a_switch_does_not_take_is_refused(HttpStatusCode status, string? type, string why) =>
        Assert.Contains(
            why,
            Assert.Throws<HttapiTrapException>(() => HttapiDocument.Read(status, type, Bytes(Listening), 0)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_length_that_a_switch_drops_and_a_call_that_is_too_long_are_refused()
    {
        var padded = Bytes(Listening + new string(' ', 1023 - Bytes(Listening).Length));

        Assert.Equal(1023, padded.Length);
        Assert.Throws<HttapiTrapException>(() => HttapiDocument.Read(HttpStatusCode.OK, "text/xml", padded, 0));
        Assert.Throws<HttapiTrapException>(
            () => HttapiDocument.Read(HttpStatusCode.OK, "text/xml", Bytes(Listening), HttapiDocument.CallBytesMax));
        Assert.Throws<HttapiTrapException>(() => HttapiDocument.Read(HttpStatusCode.OK, "text/xml", "<document><work>"u8.ToArray(), 0));
        Assert.Throws<HttapiTrapException>(() => HttapiDocument.Read(HttpStatusCode.OK, "text/xml", default, 0));
    }

    [Fact]
    public void A_lone_pattern_fires_at_its_first_match()
    {
        var tag = Read("""<pause name="i" error-file="e"><bind strip="#">~^\d+#$</bind></pause>""").Work[0];

        Assert.Equal(new DigitMachine.Result("12", "3"), DigitMachine.Take(tag, "12#3"));
    }

    private static HttapiDocument Read(string work) => HttapiDocument.Read(HttpStatusCode.OK, "text/xml", Bytes(work), 0);

    private static byte[] Bytes(string work) => Encoding.UTF8.GetBytes($"<document><work>{work}</work></document>");
}
