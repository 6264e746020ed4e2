using System.Collections.Concurrent;
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

    internal void Begin() => _sending = [.. Enumerable.Range(0, senders).Select(_ => SendOn())];

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
            var text = Next();
            while (!await Try(text))
            {
                Interlocked.Increment(ref _repeated);
                await Task.Delay(RepeatAfter, CancellationToken.None);
            }
            _acknowledged[text.Id] = text;
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    private WhatsAppText Next()
    {
        var number = Interlocked.Increment(ref _numbered);
        var company = DemoCompany.All[number % DemoCompany.All.Length];
        var customer = _customers[number / DemoCompany.All.Length % _customers.Length];
        return customer.Says(company.Instance, Texts[number % Texts.Length]) with { Name = "Ana" };
    }

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
