using System.Diagnostics;
using System.Net;
using Platform.Demo;
using Platform.Tests.Crashes;
using Platform.Tests.Harness;

namespace Platform.Tests.Placement;

/// <summary>
/// A company is moved to a database of its own and back while its customers write 50 messages a second, however slowly they are taken, and
/// the process is killed in the middle of it. What was answered 2xx is there once, and every reply was sent once.
/// </summary>
public abstract class MoveUnderLoadTests(Func<TestDatabase> databases)
{
    private const int CustomersPerCompany = 24;
    private const int OfferedPerSecond = 50;

    /// <summary>An order is taken and a killed process is at it within this, in milliseconds.</summary>
    private const int MomentMax = 700;

    private static readonly DemoCompany Moved = DemoCompany.All[0];

    [Fact]
    public Task A_company_in_use_is_moved_there_and_back_and_nothing_is_lost_or_doubled() => Run(rounds: 2, kills: false);

    [Fact]
    public Task A_process_killed_while_it_moves_a_company_finishes_the_move_when_it_is_back() => Run(rounds: 3, kills: true);

    private async Task Run(int rounds, bool kills)
    {
        var seed = Environment.GetEnvironmentVariable("PLATFORM_TEST_SEED") is { } given ? int.Parse(given, null) : Environment.TickCount;
        var random = new Random(seed);
        await using var platform = new CrashingPlatform(databases(), TimeSpan.FromMilliseconds(50));
        await platform.Prepare();
        await platform.Process.Start();
        using var load = new CrashLoad(platform, CustomersPerCompany, senders: 0);
        load.Offer(Moved, OfferedPerSecond);
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var tier in new[] { "dedicated", "shared" }) { await Move(platform, load, tier, kills ? random : null); }
        }
        var seconds = clock.Elapsed.TotalSeconds;
        await load.End();
        await platform.Settle();

        var verdict = await CrashVerdict.Of(platform, load);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{rounds * 2} moves, seed {seed}: {verdict.Summary}; {load.Offered} messages were offered in {seconds:F1} s");
        Assert.True(load.Offered >= (int)(seconds * OfferedPerSecond), $"{load.Offered} messages were offered in {seconds:F1} s.");
        Assert.Equal(load.Offered, load.Acknowledged.Count);
        Assert.All(load.Acknowledged.Values, text => Assert.Equal(Moved.Instance, text.Instance));
        Assert.True(
            verdict.Problems.Count == 0,
            $"Seed {seed}, {verdict.Summary}: {string.Join("; ", verdict.Problems.Take(10))}. {platform.Process.Tail()}");
    }

    private static async Task Move(CrashingPlatform platform, CrashLoad load, string tier, Random? killing)
    {
        await SomeMessages(load);
        var path = $"api/admin/tenants/{Moved.Profile.Id}/placement";
        var operatorClient = ApiClient.Operator(platform.Process);
        var order = await operatorClient.Post(path, new { to = tier });
        Assert.True(order.Status == HttpStatusCode.Accepted, $"{order.Text} {platform.Process.Tail()}");
        if (killing is not null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(killing.Next(MomentMax)), TestContext.Current.CancellationToken);
            await platform.Process.Kill();
            await platform.Process.Start();
        }
        string status = "";
        await Eventually.Holds(
            $"it is {tier}",
            async () =>
            {
                status = (await ApiClient.Operator(platform.Process).Get(path)).Text;
                return status.Contains($"\"tier\":\"{tier}\"", StringComparison.Ordinal) && status.Contains("\"order\":null", StringComparison.Ordinal);
            },
            () => Task.FromResult($"{status} {platform.Process.Tail()}"));
        await SomeMessages(load);
        var confirmed = await ApiClient.Operator(platform.Process).Post($"{path}/confirm", new { });
        Assert.True(confirmed.Status == HttpStatusCode.OK, $"{confirmed.Text} {platform.Process.Tail()}");
    }

    private static async Task SomeMessages(CrashLoad load)
    {
        var more = load.Acknowledged.Count + 100;
        await Eventually.Holds("messages are taken", () => load.Acknowledged.Count >= more);
    }
}

public sealed class SqliteMoveUnderLoadTests() : MoveUnderLoadTests(() => new SqliteDatabase());

public sealed class PostgresMoveUnderLoadTests() : MoveUnderLoadTests(() => new PostgresDatabase());
