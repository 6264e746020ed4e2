using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Platform.Calls;
using Platform.FreeSwitch;

namespace Platform.Tests.FreeSwitch;

public sealed partial class CdrTests
{
    private const string Uuid = "67e88abc-3b1f-4b3c-91b1-3fa9384c7821";

    private static readonly byte[] SipRecord = Capture.Open("sip-ivr-6-cdr-json").Body;

    [Fact]
    public void The_record_that_two_settings_break_together_is_put_together_again()
    {
        // encode=true leaves the percent sequences of encode-values=true as they are, so that one decoding undoes both.
        var once = SwitchEncoding().Replace(Encoding.UTF8.GetString(SipRecord), match => match.Value is ['%', ..]
            ? match.Value
            : string.Concat(Encoding.UTF8.GetBytes(match.Value).Select(b => $"%{b:X2}")));

        var (cdr, recovered) = Understand("cdr=" + once);

        Assert.True(recovered);
        Assert.Equal((Uuid, "NORMAL_CLEARING", 7_500), (cdr.Call.Value, cdr.Cause, (int)(cdr.EndedAt - cdr.StartedAt).TotalMilliseconds));
        Assert.Equal("\"Joao da Silva\" <11987654321>", cdr.Parameters["variable_caller_id"]);
        Assert.StartsWith("v=0", cdr.Parameters["variable_switch_r_sdp"], StringComparison.Ordinal);
    }

    [Fact]
    public void Each_wire_form_of_a_record_says_the_same()
    {
        var json = Encoding.UTF8.GetString(SipRecord);
        string[] forms =
        [
            json,
            "\r\n " + json,
            "cdr=" + json,
            "cdr=" + Uri.EscapeDataString(json),
            "cdr=" + Convert.ToBase64String(SipRecord),
            "cdr=" + Uri.EscapeDataString(Convert.ToBase64String(SipRecord)),
        ];

        Assert.All(forms, form => Assert.Equal(Uuid, Understand(form).Cdr.Call.Value));
    }

    [Fact]
    public void Each_wire_form_of_an_xml_record_says_the_same()
    {
        var xml = Encoding.UTF8.GetString(Capture.Open("cdr-xml-textxml").Body);
        string[] forms = [xml, "cdr=" + xml, "cdr=" + Uri.EscapeDataString(xml), "cdr=" + Base64(xml)];

        Assert.All(forms, form => Assert.Equal("f35e0bb5-bcd6-4c75-b88b-9cb314889ff1", Understand(form).Cdr.Call.Value));
    }

    [Fact]
    public void A_transferred_call_was_dialled_as_it_began()
    {
        var record = Encoding.UTF8.GetString(Capture.Open("loopback-transfer-cdr-json").Body);

        Assert.Equal("ura-xfer", Understand(record).Cdr.Parameters["Caller-Destination-Number"]);
    }

    [Theory]
    [InlineData("variables", "privacy_hide_number", "true", true)]
    [InlineData("variables", "privacy_hide_number", "false", false)]
    [InlineData("variables", "sip_Privacy", "id;critical", true)]
    [InlineData("variables", "sip_Privacy", "none", false)]
    [InlineData("variables", "sip_h_Privacy", "id", true)]
    [InlineData("variables", "origination_privacy", "screen+hide_name:hide_number", true)]
    [InlineData("variables", "origination_privacy", "hide_name", false)]
    [InlineData("variables", "sip_Remote-Party-ID", "<sip:11987654321@trunk>;party=calling;privacy=full", true)]
    [InlineData("variables", "sip_Remote-Party-ID", "<sip:11987654321@trunk>;party=calling;privacy=off", false)]
    [InlineData("caller_profile", "privacy_hide_number", "true", true)]
    public async Task A_record_that_says_that_the_number_was_withheld_is_kept_without_it(
        string where, string name, string wish, bool hidden)
    {
        await using var front = await FrontServer.Start();
        var place = $"\"{where}\":{{";
        var record = Encoding.UTF8.GetString(SipRecord);
        Assert.Contains(place, record, StringComparison.Ordinal);

        var caller = await StoredCaller(front, record.Replace(place, $"{place}\"{name}\":\"{wish}\",", StringComparison.Ordinal));

        Assert.Equal(hidden ? $"call-{Uuid}" : "5511987654321", caller);
    }

    private static async Task<string> StoredCaller(FrontServer front, string record)
    {
        Assert.Equal(HttpStatusCode.OK, (await front.Send(Request(record))).Status);
        return front.Platform.Records.Last().Details.Caller.Text;
    }

    [Fact]
    public void The_id_in_the_address_serves_where_the_record_has_none()
    {
        const string Json = """{"variables":{"direction":"inbound","start_epoch":"1795295689","end_epoch":"1795295699"}}""";

        var cdr = Assert.IsType<CdrReading.Read>(CdrReader.Read(Encoding.UTF8.GetBytes(Json), $"a_{Uuid}")).Cdr;

        Assert.Equal((Uuid, 10, CallDirection.Inbound), (cdr.Call.Value, (cdr.EndedAt - cdr.StartedAt).TotalSeconds, cdr.Direction));
        Assert.Equal("UNSPECIFIED", cdr.Cause);
        Assert.Null(cdr.AnsweredAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cdr=")]
    [InlineData("cdr=%%%")]
    [InlineData("hello")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"variables\":[]}")]
    [InlineData("{\"variables\":{\"direction\":\"sideways\",\"start_epoch\":\"1\",\"end_epoch\":\"2\"}}")]
    [InlineData("{\"variables\":{\"direction\":\"inbound\",\"start_epoch\":\"-1\",\"end_epoch\":\"99999999999999999\"}}")]
    [InlineData("{\"variables\":{\"direction\":\"inbound\",\"start_epoch\":\"\\ud83d\"}}")]
    [InlineData("{\"variables\":{\"\\ud83d\":\"1\"}}")]
    [InlineData("<cdr>")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><cdr>&e;</cdr>")]
    public async Task A_bad_record_is_refused_for_good_and_touches_nothing(string body)
    {
        await using var front = await FrontServer.Start();

        var answer = await front.Send(Request(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.StartsWith("application/problem+json", answer.ContentType, StringComparison.Ordinal);
        Assert.Empty(front.Platform.Records);
    }

    [Fact]
    public async Task Deep_nesting_and_long_bodies_are_refused()
    {
        await using var front = await FrontServer.Start();

        Assert.Equal(HttpStatusCode.BadRequest, (await front.Send(Request(string.Concat(Enumerable.Repeat("{\"a\":", 5_000))))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await front.Send(Request("{" + new string(' ', CdrReader.BodyBytesMax)))).Status);
    }

    [Fact]
    public async Task A_record_of_a_tenant_outside_the_scope_is_refused()
    {
        await using var front = await FrontServer.Start();
        var record = Encoding.UTF8.GetString(SipRecord).Replace(
            "\"sip_from_host\"", $"\"domain_uuid\":\"{FakePlatform.Gym}\",\"sip_from_host\"", StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Forbidden, (await front.Send(Request(record))).Status);
        Assert.Empty(front.Platform.Records);
        var refusal = Assert.Single(front.Platform.Refusals);
        Assert.Equal((FakePlatform.Gym, "call-out-of-scope", "pbx:pbx"), (refusal.Tenant, refusal.Action, refusal.Actor));
    }

    [Fact]
    public async Task A_wrong_credential_of_an_exchange_is_audited_once_a_minute()
    {
        await using var front = await FrontServer.Start();
        var request = Encoding.UTF8.GetString(Request("{}")).Replace("cGJ4OnNlZ3JlZG8=", "cGJ4Ondyb25n", StringComparison.Ordinal);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await front.Send(Encoding.UTF8.GetBytes(request))).Status);
        }

        Assert.Equal("wrong-pbx-credential", Assert.Single(front.Platform.Refusals).Action);
    }

    private static (SwitchCdr Cdr, bool Recovered) Understand(string body)
    {
        var read = Assert.IsType<CdrReading.Read>(CdrReader.Read(Encoding.UTF8.GetBytes(body), uuid: null));
        return (read.Cdr, read.Recovered);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static byte[] Request(string body) => Encoding.UTF8.GetBytes(
        $"POST /freeswitch/cdr?uuid=x HTTP/1.1\r\nHost: front\r\nAuthorization: Basic cGJ4OnNlZ3JlZG8=\r\n"
        + $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}");

    [GeneratedRegex(@"%[0-9A-F]{2}|[^A-Za-z0-9_.~/,()'$*!%-]")]
    private static partial Regex SwitchEncoding();
}
