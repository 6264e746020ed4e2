using System.Collections.Immutable;
using Platform.Calls;
using Platform.Commands.Simulate.Calls;

namespace Platform.Tests.FreeSwitch;

/// <summary>Whole calls through the end points, by a switch that stumbles over every trap.</summary>
public sealed class SimulatedCallTests : IAsyncLifetime
{
    private readonly FakePlatform _platform = new();
    private readonly HttpClient _http = new();
    private FrontServer _front = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _platform.Register("pbx", "segredo", FakePlatform.Clinic, FakePlatform.Gym);
        _platform.Claim("sip:drmarco.pbx.example", FakePlatform.Clinic);
        _platform.Claim("sip:allpfit.pbx.example", FakePlatform.Gym);
        _platform.Answer = step => Task.FromResult(Menu(step));
        _front = await FrontServer.Start(_platform, new FakeSynthesizer(), ("Speech:Mode", "Espeak"));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _front.DisposeAsync();
    }

    [Fact]
    public async Task A_caller_goes_through_the_menu_and_hangs_up()
    {
        var call = Call("drmarco");

        Assert.Equal(["Bem-vindo. 1 marcar, 2 endereço."], await call.Begin(Stop));
        Assert.Equal(["Digite o seu CPF e tecle jogo da velha."], await call.Press("1", Stop));
        Assert.Equal(["Você digitou 12345678901."], await call.Press("12345678901#", Stop));
        Assert.Equal(["Não entendi."], await call.StaySilent(Stop));
        Assert.Equal(["Você disse amanhã às dez."], await call.Say("amanhã às dez", Stop));
        await call.HangUp(Stop);

        Assert.Equal(
            [CallInputKind.None, CallInputKind.Digits, CallInputKind.Digits, CallInputKind.Invalid, CallInputKind.Speech],
            _platform.Steps.Select(step => step.Taken.Input.Kind));
        Assert.All(_platform.Steps, step => Assert.Equal((FakePlatform.Clinic, "5511987654321"), (step.Tenant, step.Peer.Text)));
        Assert.All(_platform.Steps, step => Assert.Equal(new CallFacts(step.Taken.Medium.Channel, "5000", "Joao"), step.Taken.Medium));
        Assert.All(_platform.Steps, step => Assert.Equal("sip:drmarco.pbx.example", step.Taken.Medium.Channel.Value));
        Assert.Equal("NORMAL_CLEARING", Assert.Single(_platform.Ends).End.Cause);
        var record = Assert.Single(_platform.Records);
        Assert.Equal(
            (FakePlatform.Clinic, call.Id, "5511987654321"), (record.Tenant, record.Details.Call.Value, record.Details.Caller.Text));
    }

    [Fact]
    public async Task Keys_typed_ahead_are_not_lost()
    {
        var call = Call("drmarco");
        await call.Begin(Stop);

        Assert.Equal(
            ["Digite o seu CPF e tecle jogo da velha.", "Você digitou 12345678901."], await call.Press("112345678901#", Stop));
    }

    [Fact]
    public async Task A_caller_is_transferred_and_another_is_let_go()
    {
        var transferred = Call("drmarco");
        await transferred.Begin(Stop);
        Assert.Equal(["Um momento.", "[transferred to 1000]"], await transferred.Press("0", Stop));
        Assert.Equal(CallStanding.Transferred, transferred.Standing);

        var ended = Call("drmarco");
        await ended.Begin(Stop);
        Assert.Equal(["Até logo."], await ended.Press("9", Stop));
        Assert.Equal(CallStanding.HungUp, ended.Standing);
        Assert.Equal(2, _platform.Ends.Count);
    }

    [Fact]
    public async Task One_number_in_two_companies_is_two_conversations_and_a_withheld_one_is_its_own()
    {
        await Call("drmarco").Begin(Stop);
        await Call("allpfit").Begin(Stop);
        var withheld = Call("drmarco", number: null);
        await withheld.Begin(Stop);

        Assert.Equal(
            [(FakePlatform.Clinic, "5511987654321"), (FakePlatform.Gym, "5511987654321"), (FakePlatform.Clinic, $"call-{withheld.Id}")],
            _platform.Steps.Select(step => (step.Tenant, step.Peer.Text)));
    }

    [Fact]
    public async Task The_terminal_plays_a_script()
    {
        using var script = new StringReader("1\n123#\n\nola\nh\n");
        using var screen = new StringWriter();

        Assert.Equal(0, await new CallTerminal(Call("drmarco"), script, screen).Run(Stop));
        Assert.Contains("♪ Você digitou 123.", screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("The call has ended.", screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_hundred_calls_at_once_do_not_mix()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            var call = Call(i % 2 == 0 ? "drmarco" : "allpfit", number: $"55119{80_000_000 + i}");
            await call.Begin(Stop);
            await call.Press("1", Stop);
            Assert.Equal([$"Você digitou {100 + i}."], await call.Press($"{100 + i}#", Stop));
            await call.HangUp(Stop);
        }));

        Assert.Equal(200, _platform.Ends.Count);
        Assert.All(
            _platform.Records,
            record => Assert.Equal(
                int.Parse(record.Details.Caller.Text[^3..], null) % 2 == 0 ? FakePlatform.Clinic : FakePlatform.Gym, record.Tenant));
    }

    private SimulatedCall Call(string company, string? number = "5511987654321") => new(
        _http,
        new SimulatedSwitch(_front.Address, "pbx", "segredo", $"{company}.pbx.example", "5000", number, "Joao"),
        Guid.NewGuid(),
        TimeProvider.System);

    private static CallReply Menu(CallStep step) => (step.Input.Kind, step.Input.Value) switch
    {
        (CallInputKind.None, _) => Ask("Bem-vindo. 1 marcar, 2 endereço.", ["1", "2", "0", "9"], 1),
        (CallInputKind.Digits, "1") => Ask("Digite o seu CPF e tecle jogo da velha.", [], 11),
        (CallInputKind.Digits, "0") => new("Um momento.", "pt-BR", new CallAction.Transfer("1000")),
        (CallInputKind.Digits, "9") => new("Até logo.", "pt-BR", new CallAction.HangUp()),
        (CallInputKind.Digits, var digits) => Ask($"Você digitou {digits}.", [], 11),
        (CallInputKind.Speech, var words) => Ask($"Você disse {words}.", [], 11),
        _ => Ask("Não entendi.", [], 11),
    };

    private static CallReply Ask(string speech, ImmutableArray<string> keys, int digitsMax) =>
        new(speech, "pt-BR", new CallAction.Listen(keys, digitsMax, AcceptSpeech: true));
}
