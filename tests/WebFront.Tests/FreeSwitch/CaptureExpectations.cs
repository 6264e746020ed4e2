using System.Net;
using Platform.Calls;

namespace Platform.Tests.FreeSwitch;

/// <summary>What must come of each captured request of a real FreeSWITCH.</summary>
public static class CaptureExpectations
{
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

    /// <summary>What a redirect leaves of a request: a body that names no call.</summary>
    public const string Emptied = "redirect-followed-empty-body";

    /// <summary>All that are expected, in no order.</summary>
    public static IEnumerable<string> Names =>
        Steps.Select(row => row.Data.Item1)
            .Concat(Exits.Select(row => row.Data.Item1))
            .Concat(Records.Select(row => row.Data.Item1))
            .Concat(Others.Select(row => row.Data.Item1))
            .Concat(XmlCurl.Select(row => row.Data))
            .Append(Emptied);
}
