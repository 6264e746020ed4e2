using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Platform.Calls;
using Platform.Commands.Simulate.Calls;
using Platform.Tests.FreeSwitch;

namespace Platform.Tests.FairShare;

/// <summary>More calls of one company than it has places, while its conversations do not answer; another company's callers are served.</summary>
public sealed class CallFloodTests : IAsyncLifetime
{
    private const int Inside = 2;
    private const int Waiting = 3;

    private readonly FakePlatform _platform = new();
    private readonly TaskCompletionSource _held = new();
    private readonly ConcurrentDictionary<string, bool> _flood = [];
    private FrontServer _front = null!;

    public async ValueTask InitializeAsync()
    {
        _platform.Register("both", "segredo", FakePlatform.Clinic, FakePlatform.Gym);
        var answer = _platform.Answer;
        _platform.Answer = async step =>
        {
            if (_flood.ContainsKey($"{step.Call}")) { await _held.Task; }
            return await answer(step);
        };
        _front = await FrontServer.Start(
            _platform, null, ("FreeSwitch:StepBudget", "00:00:20"), ("FairShare:AtOnceOfCompany", $"{Inside}"),
            ("FairShare:WaitingOfCompany", $"{Waiting}"), ("FairShare:WaitMax", "00:01:00"));
    }

    public ValueTask DisposeAsync() => _front.DisposeAsync();

    [Fact]
    public async Task Beyond_its_places_a_companys_caller_hears_the_emergency_document_and_another_companys_is_served()
    {
        var flood = Enumerable.Range(0, Inside + Waiting + 1).Select(_ => Guid.NewGuid()).ToList();
        foreach (var call in flood) { _flood[$"{call}"] = true; }
        var answers = flood.Select(call => Call(call, FakePlatform.Clinic)).ToList();

        var refused = await await Task.WhenAny(answers);
        Assert.NotEqual(Listening, refused.Work[^1].Name);
        Assert.Equal(Inside, _platform.Steps.Count);
        Assert.Equal(Listening, (await Call(Guid.NewGuid(), FakePlatform.Gym)).Work[^1].Name);

        _held.SetResult();
        var documents = await Task.WhenAll(answers);
        Assert.Equal(Inside + Waiting, documents.Count(document => document.Work[^1].Name == Listening));
    }

    private const string Listening = "speak";

    private async Task<HttapiDocument> Call(Guid call, Platform.Tenancy.TenantId company)
    {
        var body = $"session_id={call}&Caller-Caller-ID-Number=11987654321&domain_uuid={company}";
        var answer = await _front.Send(Encoding.Latin1.GetBytes(
            "POST /freeswitch/httapi HTTP/1.1\r\nHost: front\r\nAuthorization: Basic "
            + Convert.ToBase64String(Encoding.UTF8.GetBytes("both:segredo"))
            + $"\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return HttapiDocument.Read(answer.Status, answer.ContentType, answer.Body, bytesBefore: 0);
    }
}
