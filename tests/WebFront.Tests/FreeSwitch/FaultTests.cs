using System.Diagnostics;
using System.Net;
using System.Text;
using Platform.Calls;
using Platform.Commands.Simulate.Calls;
using Platform.FreeSwitch;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.FreeSwitch;

/// <summary>Whatever fails, a caller hears something, and a switch learns whether its record was taken.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private const string Call = "session_id=67e88abc-3b1f-4b3c-91b1-3fa9384c7821&Caller-Caller-ID-Number=11987654321";

    private readonly FakePlatform _platform = new();
    private FrontServer _front = null!;

    public async ValueTask InitializeAsync() =>
        _front = await FrontServer.Start(_platform, null, ("FreeSwitch:StepBudget", "00:00:01"), ("FreeSwitch:RecordBudget", "00:00:05"));

    public ValueTask DisposeAsync() => _front.DisposeAsync();

    public static TheoryData<string> Failures => ["store", "bug", "time-out", "wrong-tenant"];

    [Theory, MemberData(nameof(Failures))]
    public async Task A_caller_of_a_known_company_is_transferred_to_its_operator(string failure)
    {
        await Document(Call);
        _platform.Answer = _ => Fail(failure);

        var work = (await Document(Call)).Work;

        Assert.Equal(["speak", "dial"], work.Select(tag => tag.Name));
        Assert.Equal("1000", work[1].Body);
    }

    [Fact]
    public async Task A_conversation_that_does_not_answer_is_not_waited_for()
    {
        await Document(Call);
        _platform.Answer = _ => new TaskCompletionSource<CallReply>().Task;
        var began = Stopwatch.GetTimestamp();

        var work = (await Document(Call)).Work;

        // The budget is 1 second here; the rest is for a machine that is busy with other things.
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.Equal("dial", work[^1].Name);
    }

    [Fact]
    public async Task With_the_store_down_from_the_start_a_caller_hears_a_polite_end()
    {
        _platform.Failure = new StoreUnavailableException("down");

        var work = (await Document(Call)).Work;

        Assert.Equal(["speak", "hangup"], work.Select(tag => tag.Name));
        Assert.Contains("ligue novamente", work[0]["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_in_progress_survives_that_the_store_goes_down()
    {
        await Document(Call);
        _platform.Failure = new StoreUnavailableException("down");

        Assert.Equal("dial", (await Document(Call)).Work[^1].Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("session_id=%00")]
    [InlineData("%%%=%%&=&&&")]
    [InlineData("{\"json\":1}")]
    public async Task A_request_that_makes_no_sense_gets_a_document_and_touches_nothing(string body)
    {
        Assert.Equal("hangup", (await Document(body)).Work[^1].Name);
        Assert.Empty(_platform.Steps);
    }

    [Fact]
    public async Task A_body_beyond_every_limit_gets_a_document()
    {
        Assert.Equal("hangup", (await Document(new string('a', SwitchRequestReader.FormBytesMax + 1))).Work[^1].Name);
        Assert.Empty(_platform.Steps);
    }

    [Fact]
    public async Task A_call_of_another_exchanges_tenant_is_refused_politely()
    {
        var work = (await Document($"{Call}&domain_uuid={FakePlatform.Gym}")).Work;

        Assert.Equal("hangup", work[^1].Name);
        Assert.Contains("não está atendendo", work[0]["text"], StringComparison.Ordinal);
        Assert.Empty(_platform.Steps);
    }

    [Fact]
    public async Task A_suspended_company_is_not_served()
    {
        _platform.Open(_platform.Company(FakePlatform.Clinic) with { Status = TenantStatus.Suspended });

        Assert.Equal("hangup", (await Document(Call)).Work[^1].Name);
        Assert.Empty(_platform.Steps);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic cGJ4Ondyb25n")]
    [InlineData("Basic bm9ib2R5OnNlZ3JlZG8=")]
    [InlineData("Basic c2VncmVkbw==")]
    [InlineData("Bearer cGJ4OnNlZ3JlZG8=")]
    public async Task A_stranger_gets_401_in_the_form_that_the_switch_understands(string? credential)
    {
        foreach (var path in new[] { "httapi", "cdr", "xml" })
        {
            var answer = await _front.Send(Request(path, Call, credential));

            Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
            Assert.StartsWith("text/xml", answer.ContentType, StringComparison.Ordinal);
            Assert.StartsWith("Basic", answer.Headers["WWW-Authenticate"], StringComparison.Ordinal);
        }
        Assert.Empty(_platform.Steps);
    }

    [Fact]
    public async Task A_proven_credential_is_not_hashed_again_and_a_wrong_one_never_opens()
    {
        await Document(Call);
        await Document(Call);
        Assert.Single(_platform.Authentications);

        Assert.Equal(HttpStatusCode.Unauthorized, (await _front.Send(Request("httapi", Call, "Basic cGJ4Ondyb25n"))).Status);
        Assert.Equal(2, _platform.Authentications.Count);
    }

    [Fact]
    public async Task The_end_of_a_call_that_cannot_be_stored_is_not_claimed_to_be()
    {
        await Document(Call);
        _platform.Failure = new StoreUnavailableException("down");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _front.Send(Request("httapi", $"{Call}&exiting=true"))).Status);
    }

    [Fact]
    public async Task A_record_that_cannot_be_stored_is_kept_by_the_switch()
    {
        var capture = Capture.Open("sip-ivr-6-cdr-json");
        Assert.Equal(HttpStatusCode.OK, (await _front.Send(capture.For("/freeswitch/cdr"))).Status);
        _platform.Failure = new StoreUnavailableException("down");

        var answer = await _front.Send(capture.For("/freeswitch/cdr"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.True(answer.Headers.ContainsKey("Retry-After"));
        Assert.Single(_platform.Records);
    }

    private static async Task<CallReply> Fail(string failure)
    {
        await Task.Yield();
        throw failure switch
        {
            "store" => new StoreUnavailableException("down"),
            "time-out" => new TimeoutException(),
            "wrong-tenant" => new WrongTenantException("no"),
            _ => new InvalidOperationException("a bug"),
        };
    }

    private async Task<HttapiDocument> Document(string body)
    {
        var answer = await _front.Send(Request("httapi", body));
        return HttapiDocument.Read(answer.Status, answer.ContentType, answer.Body, bytesBefore: 0);
    }

    private static byte[] Request(string path, string body, string? credential = "Basic cGJ4OnNlZ3JlZG8=") => Encoding.Latin1.GetBytes(
        $"POST /freeswitch/{path} HTTP/1.1\r\nHost: front\r\nCookie: \r\n{(credential is null ? "" : $"Authorization: {credential}\r\n")}"
        + $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
}
