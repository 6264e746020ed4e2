using System.Net;
using Platform.Calls;
using Platform.Commands.Simulate.Calls;
using Platform.Tests.FreeSwitch;
using Platform.Tests.Harness;
using Platform.Tests.Scenarios;

namespace Platform.Tests.Recorded;

/// <summary>
/// Every captured request of a real FreeSWITCH, replayed byte for byte over TCP against the real process. The captures name no company:
/// the exchange
/// that brings them serves one company only.
/// </summary>
public abstract class FreeSwitchRecordings(ScenarioPlatform platform) : IAsyncLifetime
{
    private const string Exchange = "captured";

    // There is no interface for it: the demo's exchange once more, for the clinic alone.
    private const string Register = """
        INSERT INTO grain_storage (state_name, grain_id, version, state)
        SELECT state_name, 'pbx/captured', version,
               {0}
        FROM grain_storage WHERE state_name = 'pbx' AND grain_id = 'pbx/pbx' ON CONFLICT DO NOTHING
        """;

    public async ValueTask InitializeAsync() => await platform.Database.Execute(
        string.Format(
            null, System.Text.CompositeFormat.Parse(Register), platform.Database.OnlyTenant("5f3c1f0e-6a52-4d0f-9a57-0d1b6d3e0001")));

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory, MemberData(nameof(CaptureExpectations.Steps), MemberType = typeof(CaptureExpectations))]
    public async Task A_step_is_answered_with_a_document_and_stored(
        string name, string call, string dialled, CallInputKind kind, string value)
    {
        var answer = await Send(name, "/freeswitch/httapi");

        Assert.NotEmpty(HttapiDocument.Read(answer.Status, answer.ContentType, answer.Body, bytesBefore: 0).Work);
        var stored = Assert.Single(await platform.Database.Calls(call));
        Assert.Equal(("5511987654321", $"pbx:{Exchange}", dialled), (stored.Peer, stored.Channel, stored.Dialled));
        if (kind is CallInputKind.Digits or CallInputKind.Speech)
        {
            Assert.Contains(
                await platform.Database.Messages("5511987654321"), line => line.Direction == StoredMessage.Inbound && line.Text == value);
        }
    }

    [Theory, MemberData(nameof(CaptureExpectations.Exits), MemberType = typeof(CaptureExpectations))]
    public async Task An_exit_ends_the_call(string name, string call, string? cause)
    {
        var answer = await Send(name, "/freeswitch/httapi");

        Assert.Equal((HttpStatusCode.OK, "OK"), (answer.Status, answer.Text));
        Assert.Equal(cause, Assert.Single(await platform.Database.Calls(call)).Cause);
    }

    [Theory, MemberData(nameof(CaptureExpectations.Records), MemberType = typeof(CaptureExpectations))]
    public async Task A_detail_record_is_stored(
        string name, string call, CallDirection direction, int durationMs, int billableMs, string cause, string? otherLeg, string dialled)
    {
        var answer = await Send(name, "/freeswitch/cdr");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var stored = Assert.Single(await platform.Database.Calls(call));
        Assert.Equal((durationMs, billableMs, cause), (stored.DurationMs, stored.BillableMs, stored.Cause));
        Assert.Equal(((int)direction, dialled, otherLeg), (stored.Direction, stored.Dialled, stored.OtherLeg?[..8]));
    }

    [Theory, MemberData(nameof(CaptureExpectations.XmlCurl), MemberType = typeof(CaptureExpectations))]
    public async Task A_lookup_of_mod_xml_curl_finds_nothing(string name)
    {
        var answer = await Unchanged(() => Send(name, "/freeswitch/xml"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("<result status=\"not found\"/>", answer.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(CaptureExpectations.Others), MemberType = typeof(CaptureExpectations))]
    public async Task What_is_not_for_us_is_answered_so(string name, string path, HttpStatusCode status) =>
        Assert.Equal(status, (await Unchanged(() => Send(name, path))).Status);

    [Fact]
    public async Task What_a_redirect_left_of_a_request_is_answered_with_the_emergency_document()
    {
        var answer = await Unchanged(() => Send(CaptureExpectations.Emptied, "/freeswitch/httapi"));

        var document = HttapiDocument.Read(answer.Status, answer.ContentType, answer.Body, bytesBefore: 0);
        Assert.Equal("hangup", document.Work[^1].Name);
    }

    private Task<RawAnswer> Send(string capture, string path) =>
        RawAnswer.To(Capture.Open(capture).For(path, Exchange, RunningPlatform.PbxPassword), platform.Process.Address);

    private async Task<RawAnswer> Unchanged(Func<Task<RawAnswer>> send)
    {
        var before = await platform.SettledSizes();
        var answer = await send();
        Assert.Equal(before, await platform.Database.TableSizes());
        return answer;
    }
}

[Collection(OnSqlite.Name)]
public sealed class SqliteFreeSwitchRecordings(SqlitePlatform platform) : FreeSwitchRecordings(platform);

[Collection(OnPostgres.Name)]
public sealed class PostgresFreeSwitchRecordings(PostgresPlatform platform) : FreeSwitchRecordings(platform);
