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

    [Fact]
    public void Every_capture_has_its_expectation() =>
        Assert.Equal(Capture.Names, CaptureExpectations.Names.Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(CaptureExpectations.Steps), MemberType = typeof(CaptureExpectations))]
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

    [Theory, MemberData(nameof(CaptureExpectations.Exits), MemberType = typeof(CaptureExpectations))]
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

    [Theory, MemberData(nameof(CaptureExpectations.Records), MemberType = typeof(CaptureExpectations))]
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

    [Theory, MemberData(nameof(CaptureExpectations.XmlCurl), MemberType = typeof(CaptureExpectations))]
    public async Task A_lookup_of_mod_xml_curl_finds_nothing(string name)
    {
        var answer = await _front.Send(Capture.Open(name).For("/freeswitch/xml"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("<section name=\"result\"><result status=\"not found\"/></section>", answer.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(CaptureExpectations.Others), MemberType = typeof(CaptureExpectations))]
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
