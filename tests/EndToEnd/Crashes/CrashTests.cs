using Platform.Tests.Harness;

namespace Platform.Tests.Crashes;

/// <summary>
/// <c>kill -9</c> of the real process at seeded moments under load, again and again on the same data. What was answered 2xx is there once,
/// and what is
/// owed is sent; a set <c>PLATFORM_TEST_SEED</c> repeats the moments of a run.
/// </summary>
public abstract class CrashTests(Func<TestDatabase> databases)
{
    private const int CustomersPerCompany = 8;
    private const int Senders = 6;

    /// <summary>Every so many rounds the process is killed before it is ready, while it recovers.</summary>
    private const int RecoveryEvery = 5;

    /// <summary>
    /// Most messages that a run takes before its moment comes: enough that some run only begins to be busy, and some is well under way.
    /// </summary>
    private const int MessagesMax = 60;

    /// <summary>The moment within which it is then killed, in milliseconds: several commits and sends.</summary>
    private const int MomentMax = 100;

    [Fact]
    public Task What_was_acknowledged_is_kept_once_and_what_is_owed_is_sent_when_replies_wait_for_bursts() =>
        Run(rounds: 20, TimeSpan.FromMilliseconds(50));

    [Fact]
    public Task What_was_acknowledged_is_kept_once_and_what_is_owed_is_sent_when_each_message_is_answered_in_its_own_commit() =>
        Run(rounds: 10, TimeSpan.Zero);

    private async Task Run(int rounds, TimeSpan debounce)
    {
        var seed = Environment.GetEnvironmentVariable("PLATFORM_TEST_SEED") is { } given ? int.Parse(given, null) : Environment.TickCount;
        await using var platform = new CrashingPlatform(databases(), debounce);
        await platform.Prepare();
        using var load = new CrashLoad(platform, CustomersPerCompany, Senders);
        load.Begin();
        await KillAgainAndAgain(platform, load, rounds, new Random(seed));
        await load.End();
        await platform.Settle();

        var verdict = await CrashVerdict.Of(platform, load);
        TestContext.Current.TestOutputHelper?.WriteLine($"{rounds} kills, seed {seed}: {verdict.Summary}");
        Assert.True(
            verdict.Problems.Count == 0,
            $"Seed {seed}, {verdict.Summary}: {string.Join("; ", verdict.Problems.Take(10))}. {platform.Process.Tail()}");
    }

    private static async Task KillAgainAndAgain(CrashingPlatform platform, CrashLoad load, int rounds, Random random)
    {
        for (var round = 1; round <= rounds; round++)
        {
            platform.Process.Launch();
            if (round % RecoveryEvery != 0)
            {
                await platform.Process.UntilReady();
                var taken = load.Acknowledged.Count + random.Next(MessagesMax);
                await Eventually.Holds("messages are taken", () => load.Acknowledged.Count >= taken);
            }
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(MomentMax)), TestContext.Current.CancellationToken);
            await platform.Process.Kill();
        }
        await platform.Process.Start();
    }
}

public sealed class SqliteCrashTests() : CrashTests(() => new SqliteDatabase());

public sealed class PostgresCrashTests() : CrashTests(() => new PostgresDatabase());

/// <summary>A platform that hurries, so that a kill meets it in the middle of something.</summary>
internal sealed class CrashingPlatform(TestDatabase database, TimeSpan debounce) : RunningPlatform(database)
{
    internal override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Conversations:Debounce"] = debounce.ToString(),
        ["Channels:MessagesPerSecond"] = "2000",
        ["Clocks:Grace"] = "00:00:00.500",
        ["Clocks:Period"] = "00:00:00.250",
    };

    /// <summary>Every message is answered in the commit that keeps it.</summary>
    internal bool AnswersAtOnce => debounce == TimeSpan.Zero;

    /// <summary>Waits until no reply is owed, nothing waits to be sent, and every customer has read everything.</summary>
    internal async Task Settle()
    {
        await Eventually.Holds("no reply is owed", async () => await Database.RepliesOwed() == 0, Describe);
        await Eventually.Holds("nothing waits to be sent", async () => await Database.Opened() == 0, Describe);
        await Eventually.Holds("every reply was read", async () =>
            await Database.Count(
                $"SELECT count(*) FROM messages WHERE direction = {StoredMessage.Bot} AND status < {StoredMessage.Read}") == 0, Describe);
    }

    private async Task<string> Describe()
    {
        var open = (await Database.Sends()).Where(send => send.IsOpen).Take(5);
        return $"Open: {string.Join("; ", open)}. {Process.Tail()}";
    }
}
