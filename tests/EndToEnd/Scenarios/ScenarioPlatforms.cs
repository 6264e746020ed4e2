using Platform.Commands.Simulate.Calls;
using Platform.Tests.Harness;

namespace Platform.Tests.Scenarios;

/// <summary>One platform for all scenarios on a database; they keep apart by their customers.</summary>
public abstract class ScenarioPlatform(TestDatabase database) : RunningPlatform(database)
{
    internal const string Clinic = "DrMarco";
    internal const string Gym = "AllpFit";

    internal override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        // Long enough for a burst on a busy machine.
        ["Conversations:Debounce"] = "00:00:00.600",
        ["Evolution:SendTimeout"] = "00:00:05",
        ["Evolution:BreakDuration"] = "00:00:00.500",
        // What the recorded calls name their input.
        ["FreeSwitch:InputParameter"] = "opcao",
    };

    /// <inheritdoc />
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Eventually.Holds("calls are answered in time", IsWarm);
    }

    /// <summary>An exchange that brings a caller to a domain.</summary>
    internal SimulatedSwitch Exchange(string domain, Customer caller) =>
        new(Process.Address, PbxUser, PbxPassword, domain, "5000", caller.Number, CallerName: null);

    /// <summary>Waits until nothing is under way, and gives the number of rows of every table.</summary>
    internal async Task<string> SettledSizes()
    {
        await Eventually.Holds("nothing is under way", async () => await Database.RepliesOwed() == 0 && await Database.Opened() == 0);
        await Gateway.Idle(TestContext.Current.CancellationToken);
        return await Database.TableSizes();
    }

    // On a machine with all else to do, the first caller of a process that just started meets the emergency document.
    private async Task<bool> IsWarm()
    {
        using var http = new HttpClient();
        var call = new SimulatedCall(http, Exchange("drmarco.pbx.example", Customer.New()), Guid.NewGuid(), TimeProvider.System);
        try
        {
            await call.Begin(TestContext.Current.CancellationToken);
        }
        catch (HttpRequestException)
        {
            return false;
        }
        return call.Standing == CallStanding.Listening;
    }
}

public sealed class SqlitePlatform() : ScenarioPlatform(new SqliteDatabase());

public sealed class PostgresPlatform() : ScenarioPlatform(new PostgresDatabase());

[CollectionDefinition(Name)]
public sealed class OnSqlite : ICollectionFixture<SqlitePlatform>
{
    public const string Name = "Scenarios on SQLite";
}

[CollectionDefinition(Name)]
public sealed class OnPostgres : ICollectionFixture<PostgresPlatform>
{
    public const string Name = "Scenarios on PostgreSQL";
}
