using System.Collections.Concurrent;
using System.Diagnostics;
using Platform.Commands.Simulate.Calls;
using Platform.Tests.Harness;

namespace Platform.Tests.Commands;

/// <summary>What an operator types, against a running platform with the stand-in gateway inside.</summary>
public sealed class TenantCommandTests(OperatorsPlatform platform) : IClassFixture<OperatorsPlatform>
{
    private static readonly string[] Suspended = ["typed", "Typed anew", "suspended"];

    private static readonly TimeSpan Goal = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task One_command_takes_a_company_in_and_its_bot_answers_in_the_simulator_well_within_two_minutes()
    {
        string[] onboard =
        [
            "tenant", "onboard", "--name", "Academia da Esquina", "--slug", "esquina", "--sector", "gyms", "--admin", "dona@esquina.example",
            "--whatsapp", "evolution", "--number", "5511940000077", "--plan", "basic",
        ];
        var watch = Stopwatch.StartNew();
        var (exit, printed) = await Type(onboard);
        Assert.True(exit == 0, printed);
        foreach (var words in new[] { "tenant", "administrator", "whatsapp", "http://esquina.localhost", "WhatsApp is connected." })
        {
            Assert.Contains(words, printed, StringComparison.Ordinal);
        }
        var (_, chat) = await Type(["simulate", "chat", "--tenant", "esquina", "--name", "Ana"], "Oi, bom dia", "/quit");
        Assert.Contains("Academia da Esquina", chat, StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper?.WriteLine($"From the command to the first answer: {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Goal);

        Assert.Equal(0, (await Type(onboard)).Exit);
        await platform.Restart();
        (_, chat) = await Type(["simulate", "chat", "--tenant", "esquina", "--number", "5511970005501"], "Oi, bom dia", "/quit");
        Assert.Contains("Academia da Esquina", chat, StringComparison.Ordinal);
        onboard[3] = "Another";
        Assert.Contains("409", (await Type(onboard)).Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Companies_are_created_changed_suspended_and_listed()
    {
        Assert.Equal(0, (await Type(["tenant", "create", "--slug", "typed", "--name", "Typed", "--sector", "gyms"])).Exit);
        Assert.Equal(0, (await Type(["tenant", "rename", "typed", "--name", "Typed anew"])).Exit);
        Assert.Equal(0, (await Type(["tenant", "configure", "typed", "--locale", "es"])).Exit);
        Assert.Equal(0, (await Type(["tenant", "suspend", "typed", "--reason", "test"])).Exit);

        var list = (await Type(["tenant", "list"])).Printed.Split('\n');
        Assert.Contains(list, line => Suspended.All(word => line.Contains(word, StringComparison.Ordinal)));
        Assert.Contains("es", (await Type(["tenant", "show", "typed"])).Printed, StringComparison.Ordinal);
        Assert.Contains("active", (await Type(["tenant", "resume", "typed"])).Printed, StringComparison.Ordinal);

        var (exit, printed) = await Type(["tenant", "suspend", "nobody", "--reason", "test"]);
        Assert.Equal((1, true), (exit, printed.Contains("There is no tenant nobody.", StringComparison.Ordinal)));
        foreach (var typed in (string[][])[["tenant", "release", "typed", "--host", ".."], ["exchange", "uncover", "..", "typed"]])
        {
            Assert.Equal(1, (await Type(typed)).Exit);
            Assert.Contains("active", (await Type(["tenant", "show", "typed"])).Printed, StringComparison.Ordinal);
        }
        Assert.Equal(1, (await Type(["tenant", "create", "--slug", "www", "--name", "x", "--sector", "gyms"])).Exit);
    }

    [Fact]
    public async Task A_company_is_given_a_number_and_an_exchange_and_can_be_called()
    {
        await Type(["tenant", "create", "--slug", "called", "--name", "Called", "--sector", "gyms"]);
        var (exit, printed) = await Type(["exchange", "register", "pbx-typed"]);
        Assert.True(exit == 0, printed);
        var credential = printed.Split('\n').Single(line => line.StartsWith("pbx-typed:", StringComparison.Ordinal)).Split(':');
        Assert.Equal(0, (await Type(["exchange", "cover", "pbx-typed", "called"])).Exit);
        (exit, printed) = await Type(["tenant", "claim", "called", "--number", "+551140000055", "--sip-domain", "called.pbx.example"]);
        Assert.True(exit == 0 && printed.Contains("did:551140000055", StringComparison.Ordinal), printed);

        var exchange = new SimulatedSwitch(
            platform.Address, credential[0], credential[1], "nowhere.example", "551140000055", "5511987654321", CallerName: null);
        var call = new SimulatedCall(new HttpClient(), exchange, Guid.NewGuid(), TimeProvider.System);
        Assert.Contains("Called", string.Join(' ', await call.Begin(Stop)), StringComparison.Ordinal);

        Assert.Equal(0, (await Type(["tenant", "release", "called", "--number", "+551140000055"])).Exit);
        Assert.Equal(1, (await Type(["tenant", "release", "called", "--number", "+551140000055"])).Exit);
        Assert.Equal(1, (await Type(["tenant", "claim", "called"])).Exit);
        Assert.Equal(0, (await Type(["exchange", "uncover", "pbx-typed", "called"])).Exit);
        Assert.Equal("", (await Type(["exchange", "show", "pbx-typed"])).Printed.Trim());
        Assert.Equal(0, (await Type(["exchange", "remove", "pbx-typed"])).Exit);
        Assert.Equal(1, (await Type(["exchange", "show", "pbx-typed"])).Exit);
    }

    [Fact]
    public async Task The_operators_people_are_invited_listed_and_taken_out()
    {
        var (exit, printed) = await Type(["operator", "invite", "nina@platform.example", "--name", "Nina"]);
        Assert.True(exit == 0, printed);
        var line = (await Type(["operator", "list"])).Printed.Split('\n')
            .Single(each => each.Contains("nina@platform.example", StringComparison.Ordinal));
        Assert.Contains("Nina", line, StringComparison.Ordinal);
        Assert.Contains("false", line, StringComparison.Ordinal);

        Assert.Equal(0, (await Type(["operator", "remove", "nina@platform.example"])).Exit);
        Assert.DoesNotContain("nina@", (await Type(["operator", "list"])).Printed, StringComparison.Ordinal);
        (exit, printed) = await Type(["operator", "remove", "nina@platform.example"]);
        Assert.Equal((1, true), (exit, printed.Contains("There is no such person.", StringComparison.Ordinal)));
        (exit, printed) = await Type(["operator", "remove", "operator@platform.example"]);
        Assert.Equal((1, true), (exit, printed.Contains("Nobody takes out themself.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_person_is_given_everything_and_erased_with_a_receipt_that_can_be_verified()
    {
        await Type(["simulate", "chat", "--tenant", "drmarco", "--number", "5511970005544", "--name", "Rui"], "Oi, bom dia", "/quit");
        string[] person = ["--tenant", "drmarco", "--number", "+55 11 97000-5544", "--reason", "the person asked"];
        var (folder, receipt) = (Path.Combine(platform.Data, "person"), Path.Combine(platform.Data, "receipt.json"));

        var (exit, printed) = await Type(["contact", "export", .. person, "--out", folder]);
        Assert.True(exit == 0, printed);
        Assert.Contains("Oi, bom dia", await File.ReadAllTextAsync(Path.Combine(folder, "messages.json"), Stop), StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(folder), file => Assert.True(
            OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), file));
        (exit, printed) = await Type(["contact", "erase", .. person, "--receipt", receipt]);
        Assert.True(exit == 0, printed);

        Assert.Equal(0, (await Type(["contact", "verify-receipt", receipt])).Exit);
        var text = await File.ReadAllTextAsync(receipt, Stop);
        await File.WriteAllTextAsync(receipt, text.Replace("\"table\":\"messages\"", "\"table\":\"message\"", StringComparison.Ordinal), Stop);
        Assert.Equal(1, (await Type(["contact", "verify-receipt", receipt])).Exit);
        Assert.Contains("400", (await Type(["tenant", "retention", "drmarco", "--messages", "400"])).Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_is_typed_where_no_platform_is_says_so_and_makes_none()
    {
        var elsewhere = Directory.CreateTempSubdirectory("platform-elsewhere-");
        ConcurrentQueue<string> printed = [];
        using var terminal = ChildProcess.Start("Silo", ["migrate"], new Dictionary<string, string>(), elsewhere.FullName, printed.Enqueue);
        terminal.Input.Close();
        Assert.Equal(1, await terminal.Exit(Stop));
        Assert.Contains("PLATFORM_Storage__DataDirectory", string.Join('\n', printed), StringComparison.Ordinal);
        Assert.Empty(elsewhere.EnumerateFileSystemInfos());
        elsewhere.Delete(recursive: true);
    }

    [Fact]
    public async Task Beside_the_demo_a_command_needs_no_name_and_password()
    {
        ConcurrentQueue<string> printed = [];
        var environment = new Dictionary<string, string> { ["PLATFORM_Storage__DataDirectory"] = platform.Data };
        using var terminal = ChildProcess.Start("Silo", ["tenant", "list"], environment, platform.Data, printed.Enqueue);
        terminal.Input.Close();
        Assert.Equal(0, await terminal.Exit(Stop));
        Assert.Contains(printed, line => line.Contains("drmarco", StringComparison.Ordinal));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<(int Exit, string Printed)> Type(string[] arguments, params string[] lines)
    {
        ConcurrentQueue<string> printed = [];
        var environment = new Dictionary<string, string>
        {
            ["PLATFORM_Storage__DataDirectory"] = platform.Data,
            ["PLATFORM_Operator__Email"] = "operator@platform.example",
            ["PLATFORM_Operator__Password"] = RunningPlatform.Password,
        };
        using var terminal = ChildProcess.Start("Silo", arguments, environment, platform.Data, printed.Enqueue);
        foreach (var line in lines) { await terminal.Input.WriteLineAsync(line.AsMemory(), TestContext.Current.CancellationToken); }
        terminal.Input.Close();
        return (await terminal.Exit(TestContext.Current.CancellationToken), string.Join('\n', printed));
    }
}

/// <summary>The platform as an operator tries it out.</summary>
public sealed class OperatorsPlatform : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("platform-e2e-");
    private PlatformProcess? _process;

    internal string Data => _directory.FullName;

    internal Uri Address => _process!.Address;

    public async ValueTask InitializeAsync()
    {
        _process = new PlatformProcess(
            new Dictionary<string, string>
            {
                ["Demo:Enabled"] = "true", ["Demo:Password"] = RunningPlatform.Password, ["Storage:DataDirectory"] = Data,
            },
            Data);
        await _process.Start();
    }

    /// <summary>Kills it and starts it again on its data.</summary>
    internal async Task Restart()
    {
        await _process!.Kill();
        await _process.Start();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) { await _process.DisposeAsync(); }
        _directory.Delete(recursive: true);
    }
}
