using System.Collections.Concurrent;
using Platform.Tests.Harness;

namespace Platform.Tests.Commands;

/// <summary>
/// What the README tells a newcomer to type, with the platform as it tells to start it: nothing configured, the stand-in gateway inside.
/// </summary>
public sealed class SimulateTests(NewcomersPlatform newcomer) : IClassFixture<NewcomersPlatform>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>On a machine with all else to do, the first caller of a process that just started meets the emergency document.</summary>
    private const int TriesMax = 4;

    private static readonly string[] Welcome =
    [
        "Clínica Dr. Marco", "Feirão ShowCar", "AllpFit", "simulate chat --tenant drmarco", "simulate call --tenant drmarco",
        "webhook secret",
    ];

    [Fact]
    public async Task The_welcome_names_the_companies_and_what_to_type() => await Eventually.Holds(
        "the welcome is printed",
        () => Welcome.All(words => newcomer.Process.HasLogged(words)));

    [Fact]
    public async Task A_chat_in_the_terminal_shows_replies_and_their_ticks()
    {
        var (exit, printed) = await Simulate(
            ["chat", "--tenant", "drmarco", "--name", "Ana"], "Oi", "Qual o horário de funcionamento?", "/quit");

        Assert.True(exit == 0, printed);
        Assert.Contains("Ana!", printed, StringComparison.Ordinal);
        Assert.Contains("segunda a sexta", printed, StringComparison.Ordinal);
        foreach (var ticks in new[] { "sent", "delivered", "read" }) { Assert.Contains(ticks, printed, StringComparison.Ordinal); }
    }

    [Fact]
    public async Task A_call_in_the_terminal_is_answered_and_ends()
    {
        var (exit, printed) = await Call("drmarco", "tecle um", "2", "h");

        Assert.True(exit == 0, printed);
        Assert.Contains("Clínica Doutor Marco", printed, StringComparison.Ordinal);
        Assert.Contains("tecle um", printed, StringComparison.Ordinal);
        Assert.Contains("The call has ended.", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_number_is_to_be_typed_the_call_says_so()
    {
        var (exit, printed) = await Call("feirao-showcar", "Digite o valor", "2", "1", "35000", "h");

        Assert.True(exit == 0, printed);
        Assert.Contains("[digits, then #] >", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_from_a_number_that_is_none_is_refused()
    {
        var (exit, printed) = await Simulate(["chat", "--tenant", "drmarco", "--number", "Maria"], "Oi", "/quit");

        Assert.Equal(1, exit);
        Assert.Contains("Give a number of 8 to 15 digits", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_without_a_platform_says_what_to_do()
    {
        var (exit, printed) = await SimulateIn(Path.Combine(newcomer.Data, "elsewhere"), ["chat", "--tenant", "drmarco"]);

        Assert.Equal(1, exit);
        Assert.Contains("dotnet run --project WebFront", printed, StringComparison.Ordinal);
    }

    private async Task<(int Exit, string Printed)> Call(string tenant, string heard, params string[] lines)
    {
        var (exit, printed) = await Simulate(["call", "--tenant", tenant, "--from", "5511970000042"], lines);
        for (var tries = 1; tries < TriesMax && !printed.Contains(heard, StringComparison.Ordinal); tries++)
        {
            (exit, printed) = await Simulate(["call", "--tenant", tenant, "--from", "5511970000042"], lines);
        }
        return (exit, printed);
    }

    private Task<(int Exit, string Printed)> Simulate(string[] arguments, params string[] lines) =>
        SimulateIn(newcomer.Data, arguments, lines);

    private async Task<(int Exit, string Printed)> SimulateIn(string data, string[] arguments, params string[] lines)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        ConcurrentQueue<string> printed = [];
        using var terminal = ChildProcess.Start(
            "Silo", ["simulate", .. arguments], new Dictionary<string, string> { ["PLATFORM_Storage__DataDirectory"] = data },
            newcomer.Data,
            printed.Enqueue);
        foreach (var line in lines) { await terminal.Input.WriteLineAsync(line.AsMemory(), patience.Token); }
        terminal.Input.Close();
        return (await terminal.Exit(patience.Token), string.Join('\n', printed));
    }
}

/// <summary>The platform as a newcomer starts it.</summary>
public sealed class NewcomersPlatform : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("platform-e2e-");
    private PlatformProcess? _process;

    internal PlatformProcess Process => _process ?? throw new InvalidOperationException("The platform was not started.");

    internal string Data => _directory.FullName;

    public async ValueTask InitializeAsync()
    {
        _process = new PlatformProcess(
            new Dictionary<string, string> { ["Demo:Enabled"] = "true", ["Storage:DataDirectory"] = Data }, Data);
        await Process.Start();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) { await _process.DisposeAsync(); }
        _directory.Delete(recursive: true);
    }
}
