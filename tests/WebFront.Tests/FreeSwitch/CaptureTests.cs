using System.Globalization;
using System.Net;
using Platform.Calls;
using Platform.Commands.Simulate.Calls;

namespace Platform.Tests.FreeSwitch;

/// <summary>Every captured request of a real FreeSWITCH, replayed byte for byte over TCP, with what must come of it.</summary>
public sealed class CaptureTests : IAsyncLifetime
{
    private FrontServer _front = null!;

    // The captured prompts call their answer "opcao".
    public async ValueTask InitializeAsync() =>
        _front = await FrontServer.Start(new FakePlatform(), null, ("FreeSwitch:InputParameter", "opcao"));

    public ValueTask DisposeAsync() => _front.DisposeAsync();

    /// <summary>Requests of mod_httapi in a call: call, dialled, kind of input, value.</summary>
    public static TheoryData<string, string, string, CallInputKind, string> Steps => new()
    {
        { "auth-basic", "862cf0e2", "prof-basic", CallInputKind.None, "" },
        { "auth-digest-2-authorized", "c3acd9e3", "prof-digest", CallInputKind.None, "" },
        { "cookies-1-first", "07b7bb00", "prof-cookies", CallInputKind.None, "" },
        { "cookies-2-next", "07b7bb00", "prof-cookies", CallInputKind.None, "" },
        { "enable-post-var-1-first", "73c3b6f9", "", CallInputKind.None, "" },
        { "enable-post-var-2-digit", "73c3b6f9", "", CallInputKind.Digits, "1" },
        { "loopback-dial-bridge-next", "bb35190b", "ura-dialfull", CallInputKind.None, "" },
        { "loopback-invalid-digit", "b74ee40d", "ura-wrong", CallInputKind.Invalid, "" },
        { "loopback-no-input-no-error-file", "c163c945", "ura-noinput2", CallInputKind.None, "" },
        { "loopback-params-getvariable-1", "9987b7dd", "ura-exec", CallInputKind.None, "" },
        { "loopback-params-getvariable-2", "9987b7dd", "ura-exec", CallInputKind.None, "" },
        { "loopback-plain-bind-action", "a63f25ff", "ura-plain", CallInputKind.Digits, "2" },
        { "loopback-speak-bind", "1f4721c0", "ura-speakbind", CallInputKind.Digits, "1" },
        { "method-lowercase", "240bf31d", "prof-lower", CallInputKind.None, "" },
        { "sip-ivr-1-first", "67e88abc", "ura-menu", CallInputKind.None, "" },
        { "sip-ivr-2-digits", "67e88abc", "ura-menu", CallInputKind.Digits, "12" },
        { "sip-ivr-3-after-speak", "67e88abc", "ura-menu", CallInputKind.None, "" },
        { "sip-ivr-4-record-upload", "67e88abc", "ura-menu", CallInputKind.None, "" },
        { "sip-record-silence", "e15685f3", "ura-sil", CallInputKind.None, "" },
        { "stock-record-upload-post", "0074ee48", "stock-recsil", CallInputKind.None, "" },
    };

    /// <summary>Exit requests: call, hang-up cause where the switch tells it.</summary>
    public static TheoryData<string, string, string?> Exits => new()
    {
        { "enable-post-var-3-exiting", "73c3b6f9", null },
        { "loopback-recordcall-exiting", "d779c01c", "NORMAL_CLEARING" },
        { "loopback-transfer-exiting", "3858a496", "NORMAL_CLEARING" },
        { "sip-ivr-5-exiting", "67e88abc", "NORMAL_CLEARING" },
    };

    /// <summary>Detail records: call, direction, duration and billable time in ms, cause, other leg, dialled.</summary>
    public static TheoryData<string, string, CallDirection, int, int, string, string?, string> Records => new()
    {
        { "cdr-json-form-encode-true", "f35e0bb5", CallDirection.Inbound, 20, 0, "USER_BUSY", null, "ura-hangupcause" },
        { "cdr-json-plain", "43681b55", CallDirection.Inbound, 0, 0, "USER_BUSY", null, "ura-hangupcause" },
        { "cdr-json-wrong-content-type", "e5b6d8b0", CallDirection.Inbound, 20, 20, "USER_BUSY", null, "ura-hangupcause" },
        { "cdr-xml-base64", "e5b6d8b0", CallDirection.Inbound, 20, 20, "USER_BUSY", null, "ura-hangupcause" },
        { "cdr-xml-form-a-leg", "72a4ea47", CallDirection.Outbound, 0, 0, "USER_BUSY", null, "ura-hangupcause" },
        { "cdr-xml-textxml", "f35e0bb5", CallDirection.Inbound, 20, 0, "USER_BUSY", null, "ura-hangupcause" },
        { "loopback-dial-bridge-cdr-json-a", "bb35190b", CallDirection.Inbound, 739, 739, "NORMAL_CLEARING", "373f5775", "ura-dialfull" },
        { "loopback-dial-bridge-cdr-json-b", "373f5775", CallDirection.Outbound, 619, 619, "NORMAL_CLEARING", "bb35190b", "6002" },
        { "loopback-transfer-cdr-json", "3858a496", CallDirection.Inbound, 619, 619, "NORMAL_CLEARING", null, "ura-xfer" },
        { "sip-ivr-6-cdr-json", "67e88abc", CallDirection.Inbound, 7_500, 7_500, "NORMAL_CLEARING", null, "ura-menu" },
        { "sip-ivr-7-cdr-xml", "67e88abc", CallDirection.Inbound, 7_500, 7_500, "NORMAL_CLEARING", null, "ura-menu" },
    };

    /// <summary>Requests of other modules and applications, for which there is no end point here: address and status.</summary>
    public static TheoryData<string, string, HttpStatusCode> Others => new()
    {
        { "httpfile-read-1-head", "/freeswitch/audio/ola.wav", HttpStatusCode.NotFound },
        { "httpfile-read-2-get", "/freeswitch/audio/ola.wav", HttpStatusCode.NotFound },
        { "httpfile-read-credentials-head", "/freeswitch/audio/ola.wav", HttpStatusCode.NotFound },
        { "httpfile-write-put", "/freeswitch/audio/rec.wav", HttpStatusCode.MethodNotAllowed },
        { "httpfile-write-cgi-multipart", "/freeswitch/audio/rec.wav", HttpStatusCode.MethodNotAllowed },
        { "lua-curl-post-json", "/freeswitch/passo", HttpStatusCode.NotFound },
        { "mod-curl-post-json", "/freeswitch/x", HttpStatusCode.NotFound },
    };

    public static TheoryData<string> XmlCurl => ["sip-ivr-0-xmlcurl-dialplan", "xmlcurl-directory-sip-auth", "xmlcurl-directory-user-call"];

    [Fact]
    public void Every_capture_has_its_expectation()
    {
        var expected = Steps.Select(row => row.Data.Item1)
            .Concat(Exits.Select(row => row.Data.Item1))
            .Concat(Records.Select(row => row.Data.Item1))
            .Concat(Others.Select(row => row.Data.Item1))
            .Concat(XmlCurl.Select(row => row.Data))
            .Append("redirect-followed-empty-body");
        Assert.Equal(Capture.Names, expected.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Steps))]
    public async Task A_step_reaches_the_callers_conversation(string name, string call, string dialled, CallInputKind kind, string value)
    {
        var document = await Document(name);

        var (tenant, peer, step) = Assert.Single(_front.Platform.Steps);
        Assert.Equal(FakePlatform.Clinic, tenant);
        Assert.Equal("5511987654321", peer.Text);
        Assert.StartsWith(call, step.Call.Value, StringComparison.Ordinal);
        Assert.Equal(dialled, step.Medium.DialledNumber);
        Assert.Equal("pbx:pbx", step.Medium.Channel.Value);
        Assert.Equal(new CallInput(kind, value), step.Input);
        Assert.True(document.Work[^1].Listens);
    }

    [Theory, MemberData(nameof(Exits))]
    public async Task An_exit_ends_the_call(string name, string call, string? cause)
    {
        var answer = await _front.Send(Capture.Open(name).For("/freeswitch/httapi"));

        Assert.Equal((HttpStatusCode.OK, "OK"), (answer.Status, answer.Text));
        Assert.StartsWith("text/plain", answer.ContentType, StringComparison.Ordinal);
        var (tenant, peer, end) = Assert.Single(_front.Platform.Ends);
        Assert.Equal((FakePlatform.Clinic, "5511987654321", cause), (tenant, peer.Text, end.Cause));
        Assert.StartsWith(call, end.Call.Value, StringComparison.Ordinal);
        Assert.Empty(_front.Platform.Steps);
    }

    [Theory, MemberData(nameof(Records))]
    public async Task A_detail_record_is_stored(
        string name, string call, CallDirection direction, int durationMs, int billableMs, string cause, string? otherLeg, string dialled)
    {
        var answer = await _front.Send(Capture.Open(name).For("/freeswitch/cdr"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var (tenant, key, details) = Assert.Single(_front.Platform.Records);
        Assert.Equal((FakePlatform.Clinic, details.Call.Value), (tenant, key));
        Assert.StartsWith(call, details.Call.Value, StringComparison.Ordinal);
        Assert.Equal((direction, cause, dialled), (details.Direction, details.Cause, details.DialledNumber));
        Assert.Equal(durationMs, (int)details.Duration.TotalMilliseconds);
        Assert.Equal(billableMs, (int)details.Billable.TotalMilliseconds);
        Assert.Equal(otherLeg, details.OtherLeg?.Value[..8]);
        Assert.Equal("2026-11-21", details.StartedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Theory, MemberData(nameof(XmlCurl))]
    public async Task A_lookup_of_mod_xml_curl_finds_nothing(string name)
    {
        var answer = await _front.Send(Capture.Open(name).For("/freeswitch/xml"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("<section name=\"result\"><result status=\"not found\"/></section>", answer.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Others))]
    public async Task What_is_not_for_us_is_answered_so(string name, string path, HttpStatusCode status) =>
        Assert.Equal(status, (await _front.Send(Capture.Open(name).For(path))).Status);

    [Fact]
    public async Task What_is_left_of_a_redirected_request_is_answered_with_the_emergency_document()
    {
        var document = await Document("redirect-followed-empty-body");

        Assert.Equal(["speak", "hangup"], document.Work.Select(tag => tag.Name));
        Assert.Empty(_front.Platform.Steps);
    }

    private async Task<HttapiDocument> Document(string name)
    {
        var answer = await _front.Send(Capture.Open(name).For("/freeswitch/httapi"));
        return HttapiDocument.Read(answer.Status, answer.ContentType, answer.Body, bytesBefore: 0);
    }
}
