using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Platform.Commands.Simulate.Calls;
using Platform.Tests.Harness;
using Platform.Tests.Scenarios;

namespace Platform.Tests.Faults;

/// <summary>Its times are measured: nothing else runs beside it.</summary>
[CollectionDefinition(nameof(StoreOutageTests), DisableParallelization = true)]
public sealed class Undisturbed;

/// <summary>PostgreSQL goes away under the running platform and comes back.</summary>
[Collection(nameof(StoreOutageTests))]
public sealed class StoreOutageTests : IAsyncLifetime
{
    private const string Question = "Qual o horário de funcionamento?";

    // The budget is 1.5 seconds; the rest is for a machine that is busy with other things.
    private static readonly TimeSpan CallerPatience = TimeSpan.FromSeconds(10);

    private readonly Customer _customer = Customer.New();
    private PrivatePostgres _server = null!;
    private OutagePlatform _platform = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await PrivatePostgres.Start();
        _platform = new OutagePlatform(new PostgresDatabase(_server.Administrator));
        await _platform.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _platform.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task An_outage_of_the_store_is_told_survived_and_leaves_nothing_half_done()
    {
        var chat = new ChatWith(_platform, ScenarioPlatform.Clinic, _customer);
        await chat.Ask(Question);
        await CallIsAnswered();
        var owed = _customer.Says(ScenarioPlatform.Clinic, "Oi");
        await _platform.Webhooks.Say(owed);
        var before = await _platform.Database.TableSizes();

        await _server.Down();
        var lost = _customer.Says(ScenarioPlatform.Clinic, "Vocês abrem hoje?");
        await WebhooksArePostponed(lost);
        await Eventually.Holds("it is not ready", async () => await Ready() == HttpStatusCode.ServiceUnavailable);
        await CallIsAnswered();
        await CallIsAnswered();
        await _server.Up();

        await Eventually.Holds("it is ready again", async () => await Ready() == HttpStatusCode.OK);
        await _platform.Webhooks.Say(lost);
        await chat.Quiet();
        await EverythingIsThereOnce(before, owed, lost);
        await CallIsAnswered();
    }

    private async Task WebhooksArePostponed(WhatsAppText text)
    {
        for (var tried = 0; tried < 3; tried++)
        {
            var answer = await _platform.Webhooks.Post(text.Instance, text.ToJson());
            Assert.True(answer is { Status: HttpStatusCode.ServiceUnavailable, RetryAfter.Length: > 0 }, $"{answer}");
        }
    }

    private async Task EverythingIsThereOnce(string before, params WhatsAppText[] texts)
    {
        var lines = await _platform.Database.Messages(_customer.Number);
        Assert.All(texts, text => Assert.Single(lines, line => line.ProviderId == text.Id));
        Assert.Equal(StoredMessage.Bot, lines[^1].Direction);
        var sends = await _platform.Database.Sends(_customer.Number);
        Assert.Equal(sends.Select(send => send.Text), _platform.Replies(ScenarioPlatform.Clinic, _customer.Number));
        Assert.NotEqual(before, await _platform.Database.TableSizes());
    }

    private async Task<HttpStatusCode> Ready()
    {
        using var answer = await _platform.Process.Http.GetAsync("health/ready", TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    // A caller hears something within two seconds, whatever is away.
    private async Task CallIsAnswered()
    {
        var exchange = _platform.Exchange("drmarco.pbx.example", _customer);
        var id = Guid.NewGuid().ToString();
        var form = exchange.CallerParameters(id)
            .Concat(exchange.Variables(id).Select(pair => KeyValuePair.Create($"variable_{pair.Key}", pair.Value)));
        using var request = new HttpRequestMessage(HttpMethod.Post, "freeswitch/httapi")
        {
            Content = new StringContent(
                SimulatedSwitch.Form(form), Encoding.ASCII, new MediaTypeHeaderValue("application/x-www-form-urlencoded")),
            Headers = { Authorization = exchange.Authorization },
        };

        var waited = Stopwatch.StartNew();
        using var answer = await _platform.Process.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.True(waited.Elapsed < CallerPatience, $"The caller waited for {waited.Elapsed}. {_platform.Process.Tail()}");
        var document = HttapiDocument.Read(answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), body, bytesBefore: 0);
        Assert.NotEmpty(document.Work);
    }

    private sealed class OutagePlatform(TestDatabase database) : ScenarioPlatform(database)
    {
        internal override IReadOnlyDictionary<string, string> Settings =>
            new Dictionary<string, string>(base.Settings) { ["FreeSwitch:StepBudget"] = "00:00:01.500" };
    }
}
