using Platform.Tests.Harness;

namespace Platform.Tests.Onboarding;

/// <summary>
/// <c>kill -9</c> of the real process at seeded moments of an onboarding, again and again: it goes on by itself, and ends with one company,
/// one instance and a bot that answers.
/// </summary>
public abstract class OnboardingCrashTests(Func<TestDatabase> databases)
{
    private const int Companies = 6;
    private const int KillsPerCompany = 3;

    /// <summary>All steps take less; a kill that comes later finds nothing to interrupt.</summary>
    private const int MomentMax = 80;

    [Fact]
    public async Task What_was_accepted_is_finished_by_itself_whenever_the_process_is_killed()
    {
        var seed = Environment.GetEnvironmentVariable("PLATFORM_TEST_SEED") is { } given ? int.Parse(given, null) : Environment.TickCount;
        var random = new Random(seed);
        await using var platform = new OnboardingCrashPlatform(databases());
        await platform.Prepare();
        await platform.Process.Start();
        List<string> interrupted = [];
        for (var company = 0; company < Companies; company++)
        {
            var newcomer = Newcomer.Of(platform, "crash");
            var tenant = await newcomer.Begin();
            for (var kill = 0; kill < KillsPerCompany; kill++)
            {
                await Task.Delay(random.Next(MomentMax), TestContext.Current.CancellationToken);
                await platform.Process.Kill();
                interrupted.Add(await platform.StepsDone(tenant));
                await platform.Process.Start();
            }
            await newcomer.Connected(tenant);
            await newcomer.Finished(tenant);
            platform.Gateway.CustomerWrites(newcomer.Slug, "5511970007777", "Oi");
            await Eventually.Holds($"the bot answers (seed {seed})", () => platform.Replies(newcomer.Slug, "5511970007777").Count > 0);
            Assert.Equal(1, await platform.Database.Count($"SELECT count(*) FROM tenants WHERE slug = '{newcomer.Slug}'"));
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}; steps done at each kill: {string.Join(", ", interrupted)}");
    }
}

public sealed class SqliteOnboardingCrashTests() : OnboardingCrashTests(() => new SqliteDatabase());

public sealed class PostgresOnboardingCrashTests() : OnboardingCrashTests(() => new PostgresDatabase());

/// <summary>A platform whose clocks hurry, so that a recovery takes seconds.</summary>
internal sealed class OnboardingCrashPlatform(TestDatabase database) : RunningPlatform(database)
{
    internal override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Conversations:Debounce"] = "00:00:00.100",
        ["Clocks:Grace"] = "00:00:00.500",
        ["Clocks:Period"] = "00:00:00.250",
    };

    /// <summary>How many steps of an onboarding are stored as done.</summary>
    internal async Task<string> StepsDone(string tenant)
    {
        var states = await Database.Query(
            "SELECT tenant_id, state FROM grain_states WHERE grain_type = 'onboarding'",
            row => (Tenant: row.GetValue(0) is byte[] id ? new Guid(id, bigEndian: true) : row.GetGuid(0),
                State: row.GetValue(1) is byte[] json ? System.Text.Encoding.UTF8.GetString(json) : row.GetString(1)));
        var state = states.Single(one => one.Tenant == Guid.Parse(tenant)).State;
        return $"{state.Split("\"Done\"").Length - 1}";
    }
}
