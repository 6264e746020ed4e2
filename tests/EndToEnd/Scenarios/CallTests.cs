using System.Text.Json;
using Platform.Commands.Simulate.Calls;
using Platform.Tests.Harness;

namespace Platform.Tests.Scenarios;

/// <summary>Telephone calls through the real call documents, played by the strict simulated switch.</summary>
public abstract class CallTests(ScenarioPlatform platform) : IDisposable
{
    private const int Inbound = 0;

    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };
    private readonly Customer _caller = Customer.New();

    public void Dispose()
    {
        _http.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_appointment_asked_for_by_keypad_ends_as_a_task_and_the_call_is_stored()
    {
        var call = Call("drmarco");
        Assert.Contains("tecle um", await Heard(call.Begin(Stop)), StringComparison.Ordinal);
        await Heard(call.Press("1", Stop));
        await Heard(call.Press("2", Stop));
        await Heard(call.Press("1", Stop));
        Assert.Contains("conferir", await Heard(call.Press("1", Stop)), StringComparison.Ordinal);
        Assert.Contains("registrado", await Heard(call.Press("1", Stop)), StringComparison.Ordinal);
        await Heard(call.Press("2", Stop));

        Assert.Equal(CallStanding.HungUp, call.Standing);
        var task = Assert.Single(await platform.Database.WorkItems(_caller.Number));
        var slots = JsonSerializer.Deserialize<Dictionary<string, string>>(task.Details)!;
        Assert.Equal(("appointment-request", "return"), (task.Kind, slots["specialty"]));
        var stored = Assert.Single(await platform.Database.Calls(call.Id));
        Assert.Equal((_caller.Number, "sip:drmarco.pbx.example", "5000"), (stored.Peer, stored.Channel, stored.Dialled));
        Assert.Equal((Inbound, "NORMAL_CLEARING"), (stored.Direction, stored.Cause));
        Assert.True(stored is { DurationMs: >= 0, BillableMs: >= 0 }, $"{stored}");
        Assert.Contains(await platform.Database.Messages(_caller.Number), line => line is { Direction: StoredMessage.Inbound, Text: "2" });
    }

    [Fact]
    public async Task A_caller_who_asks_for_a_person_is_transferred_or_called_back()
    {
        var call = Call("drmarco");
        await Heard(call.Begin(Stop));
        var heard = await Heard(call.Press("0", Stop));

        // Whether anybody is there depends on the hour at which the test runs; somebody must know of the caller either way.
        if (call.Standing == CallStanding.Transferred)
        {
            Assert.Contains("[transferred to 1000]", heard, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains("ligue de volta", heard, StringComparison.Ordinal);
            await Heard(call.Press("1", Stop));
            await call.HangUp(Stop);
        }
        Assert.Contains(Assert.Single(await platform.Database.WorkItems(_caller.Number)).Kind, (string[])["person-requested", "callback"]);
        Assert.Equal("NORMAL_CLEARING", Assert.Single(await platform.Database.Calls(call.Id)).Cause);
    }

    [Fact]
    public async Task Who_wrote_on_WhatsApp_is_greeted_by_name_on_the_telephone_by_that_company_only()
    {
        await new ChatWith(platform, ScenarioPlatform.Clinic, _caller, "Josefina").Ask("Oi");

        var (known, stranger) = (Call("drmarco"), Call("allpfit"));
        var (atClinic, atGym) = (await Heard(known.Begin(Stop)), await Heard(stranger.Begin(Stop)));
        await known.HangUp(Stop);
        await stranger.HangUp(Stop);

        Assert.Contains("Josefina", atClinic, StringComparison.Ordinal);
        Assert.DoesNotContain("Josefina", atGym, StringComparison.Ordinal);
        Assert.Contains("Allp", atGym, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_silent_caller_is_said_goodbye_to()
    {
        var call = Call("feirao-showcar");
        await Heard(call.Begin(Stop));
        await TalkToTheEnd(call);

        Assert.NotNull(Assert.Single(await platform.Database.Calls(call.Id)).Cause);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SimulatedCall Call(string slug) =>
        new(_http, platform.Exchange($"{slug}.pbx.example", _caller), Guid.NewGuid(), TimeProvider.System);

    private static async Task TalkToTheEnd(SimulatedCall call)
    {
        for (var turn = 0; turn < 30 && call.Standing == CallStanding.Listening; turn++) { await call.StaySilent(Stop); }
        Assert.NotEqual(CallStanding.Listening, call.Standing);
    }

    private static async Task<string> Heard(Task<System.Collections.Immutable.ImmutableArray<string>> lines) =>
        string.Join(' ', await lines);
}

[Collection(OnSqlite.Name)]
public sealed class SqliteCallTests(SqlitePlatform platform) : CallTests(platform);

[Collection(OnPostgres.Name)]
public sealed class PostgresCallTests(PostgresPlatform platform) : CallTests(platform);
