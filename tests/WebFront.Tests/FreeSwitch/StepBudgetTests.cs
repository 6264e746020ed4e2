using System.Text;
using Microsoft.Extensions.Options;
using Platform.Calls;
using Platform.Commands.Simulate.Calls;
using Platform.FreeSwitch;
using Platform.Tests.Harness;

namespace Platform.Tests.FreeSwitch;

/// <summary>
/// How long a caller waits for a conversation that does not answer, by the clock that the front goes by: a machine that is busy with other
/// things makes neither the wait longer nor the test.
/// </summary>
public sealed class StepBudgetTests : IAsyncLifetime
{
    private const string Call = "session_id=67e88abc-3b1f-4b3c-91b1-3fa9384c7821&Caller-Caller-ID-Number=11987654321";

    // What a caller takes for silence.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly FakePlatform _platform = new();
    private readonly ManualClock _clock = new();
    private FrontServer _front = null!;

    public async ValueTask InitializeAsync() => _front = await FrontServer.Start(_platform, synthesizer: null, _clock);

    public ValueTask DisposeAsync() => _front.DisposeAsync();

    [Fact]
    public async Task As_shipped_a_caller_hears_something_within_two_seconds_whatever_the_conversation_does()
    {
        var budgets = _front.Get<IOptions<FreeSwitchOptions>>().Value;
        Assert.True(budgets.StepBudget + budgets.SpeechBudget < Patience, $"{budgets.StepBudget} and {budgets.SpeechBudget}");

        await Document();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _platform.Answer = _ =>
        {
            asked.SetResult();
            return new TaskCompletionSource<CallReply>().Task;
        };
        var answer = Document();
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        _clock.Advance(budgets.StepBudget - TimeSpan.FromTicks(1));
        Assert.False(answer.IsCompleted, "The caller was given up before the conversation's time was over.");
        _clock.Advance(TimeSpan.FromTicks(1));

        // The clock stands here: nothing that comes later than that lets the caller be answered.
        Assert.Equal("dial", (await answer.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken)).Work[^1].Name);
    }

    private async Task<HttapiDocument> Document()
    {
        var answer = await _front.Send(Encoding.Latin1.GetBytes(
            "POST /freeswitch/httapi HTTP/1.1\r\nHost: front\r\nCookie: \r\nAuthorization: Basic cGJ4OnNlZ3JlZG8=\r\n"
            + $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {Call.Length}\r\nConnection: close\r\n\r\n{Call}"));
        return HttapiDocument.Read(answer.Status, answer.ContentType, answer.Body, bytesBefore: 0);
    }
}
