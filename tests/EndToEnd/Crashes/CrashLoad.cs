using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Platform.Demo;
using Platform.Tests.Harness;

namespace Platform.Tests.Crashes;

/// <summary>
/// Customers who write without pause, through a gateway that repeats what was not answered 2xx. Which message is of whom follows from its
/// number.
/// </summary>
internal sealed class CrashLoad(RunningPlatform platform, int customersPerCompany, int senders) : IDisposable
{
    // The answers to these need no thought and hand nobody over.
    private static readonly string[] Texts = ["Oi", "Qual o horário de funcionamento?", "Oi, bom dia", "Vocês abrem hoje?"];

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromMilliseconds(100);

    // Whoever offers on and on has hundreds under way when the process is gone: repeated sooner, they would keep it from starting.
    private static readonly TimeSpan RepeatOfferedAfter = TimeSpan.FromSeconds(1);

    private readonly Customer[] _customers = [.. Enumerable.Range(0, customersPerCompany).Select(_ => Customer.New())];
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, WhatsAppText> _acknowledged = new();
    private Task[] _sending = [];
    private int _numbered;
    private int _repeated;

    /// <summary>Messages that were answered 2xx, by id.</summary>
    internal IReadOnlyDictionary<string, WhatsAppText> Acknowledged => _acknowledged;

    /// <summary>How often a message was sent again.</summary>
    internal int Repeated => _repeated;

    /// <summary>How many messages were offered at a held rate so far.</summary>
    internal int Offered { get; private set; }

    internal void Begin() => _sending = [.. Enumerable.Range(0, senders).Select(_ => SendOn())];

    /// <summary>So many messages a second to one company, however long each of them takes: who writes does not wait for others.</summary>
    internal void Offer(DemoCompany company, int perSecond) => _sending = [OfferOn(company, perSecond)];

    /// <summary>No new messages; completes when every one begun was answered 2xx.</summary>
    internal async Task End()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_sending);
    }

    public void Dispose() => _stop.Dispose();

    private async Task SendOn()
    {
        while (!_stop.IsCancellationRequested)
        {
            await Deliver(Next(), RepeatAfter);
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    // What a machine with all else to do keeps this from offering in time is offered with the next look: the rate is held on the whole.
    private async Task OfferOn(DemoCompany company, int perSecond)
    {
        List<Task> delivering = [];
        var (clock, isLast) = (Stopwatch.StartNew(), false);
        while (!isLast)
        {
            isLast = _stop.IsCancellationRequested;
            for (var due = (int)(clock.Elapsed.TotalSeconds * perSecond); Offered < due; Offered++)
            {
                delivering.Add(Deliver(Said(company, Offered), RepeatOfferedAfter));
            }
            await Task.Delay(Pause, CancellationToken.None);
        }
        await Task.WhenAll(delivering);
    }

    private async Task Deliver(WhatsAppText text, TimeSpan repeatAfter)
    {
        while (!await Try(text))
        {
            Interlocked.Increment(ref _repeated);
            await Task.Delay(repeatAfter, CancellationToken.None);
        }
        _acknowledged[text.Id] = text;
    }

    private WhatsAppText Next()
    {
        var number = Interlocked.Increment(ref _numbered);
        return Said(DemoCompany.All[number % DemoCompany.All.Length], number / DemoCompany.All.Length);
    }

    private WhatsAppText Said(DemoCompany company, int number) =>
        _customers[number % _customers.Length].Says(company.Instance, Texts[number % Texts.Length]) with { Name = "Ana" };

    private async Task<bool> Try(WhatsAppText text)
    {
        try
        {
            var answer = await platform.Webhooks.Post(text.Instance, text.ToJson());
            Assert.True(
                answer.Status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests,
                $"A good message must be taken or postponed: {answer}. {platform.Process.Tail()}");
            return answer.Status == HttpStatusCode.OK;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TaskCanceledException)
        {
            return false;
        }
    }
}
