using System.Net.Http.Json;
using Platform.Commands.Simulate.Chats;
using Platform.StandIn;
using Platform.StandIn.Instances;
using Spectre.Console;

namespace Platform.Tests.Commands;

public sealed class ChatTerminalTests : IAsyncLifetime
{
    private const string Instance = "FeiraoShowCar";
    private const string Number = "5531988880002";

    private readonly CancellationTokenSource _stop = new();
    private readonly StringWriter _screen = new();
    private StandInServer _server = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await StandInServer.Start(new StandInOptions
        {
            SentAfter = TimeSpan.FromMilliseconds(5),
            DeliveredAfter = TimeSpan.FromMilliseconds(5),
            ReadAfter = TimeSpan.FromMilliseconds(5),
        });
        _server.Instances.Add(Instance, "5511988880000", WebhookSettings.None);
        _http = new HttpClient { BaseAddress = _server.Address, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Add("apikey", _server.ApiKey);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_script_s_lines_are_sent_one_by_one_and_answers_and_ticks_are_shown()
    {
        var answering = AnswerEverything();

        Assert.Equal(0, await Play("Oi\n\n/image Minha carteirinha\nQuero [agendar]\n"));

        await _stop.CancelAsync();
        await answering;
        var lines = _screen.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            [
                "you › Oi", "FeiraoShowCar › echo Oi",
                "you › Minha carteirinha", "FeiraoShowCar › echo Minha carteirinha",
                "you › Quero [agendar]", "FeiraoShowCar › echo Quero [agendar]",
            ],
            lines.Where(line => line.Contains('›', StringComparison.Ordinal)));
        Assert.Equal(
            ["✓  sent       “echo Oi”", "✓✓ delivered  “echo Oi”", "✓✓ read       “echo Oi”"],
            lines.SkipWhile(line => line != "FeiraoShowCar › echo Oi").Skip(1).Take(3));
    }

    [Fact]
    public async Task A_person_of_the_company_can_be_played_too_and_what_was_said_before_is_not_repeated()
    {
        _server.CustomerWrites(Instance, Number, "earlier");

        Assert.Equal(0, await Play("/person Já te respondo\n/quit\nnever sent\n"));

        Assert.Contains("FeiraoShowCar (person) › Já te respondo", _screen.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("earlier", _screen.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("never sent", _screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_company_s_instance_is_found_by_its_slug()
    {
        Assert.Equal(Instance, await GatewayClient.FindInstance(_http, "feirao-showcar", _stop.Token));
        Assert.Null(await GatewayClient.FindInstance(_http, "nobody", _stop.Token));
    }

    [Fact]
    public async Task A_gateway_that_is_gone_ends_the_chat_with_an_error()
    {
        await _server.GoDown();

        Assert.Equal(1, await Play("Oi\n"));
    }

    private Task<int> Play(string script)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(_screen) });
        console.Profile.Width = 200;
        return new ChatTerminal(
            new GatewayClient(_http, Instance, Number),
            new ChatScreen(console, Instance),
            new StringReader(script),
            new ChatManner("Ana", IsScript: true, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1)),
            TimeProvider.System).Run(_stop.Token);
    }

    /// <summary>Plays the platform: answers each message of the customer through the gateway.</summary>
    private async Task AnswerEverything()
    {
        var chat = _server.Instances.Find(Instance)!.ChatWith(Number);
        try
        {
            await foreach (var happened in chat.Watch(0, _stop.Token))
            {
                if (happened.Author == Platform.StandIn.Chats.Author.Customer)
                {
                    await _http.PostAsJsonAsync(
                        $"message/sendText/{Instance}", new { number = chat.Jid, text = $"echo {happened.Text}" }, _stop.Token);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The test has ended.
        }
    }
}
