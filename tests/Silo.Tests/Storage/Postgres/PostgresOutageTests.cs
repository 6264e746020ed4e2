using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Storage;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>A server of its own is killed and started again under the running store.</summary>
public sealed class PostgresOutageTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("outage");
    private ServiceProvider? _services;

    private ITurnStore Turns => _services!.GetRequiredService<ITurnStore>();

    public async ValueTask InitializeAsync()
    {
        // The same rule as for all tests here: without a server it fails, it is not skipped.
        Assert.NotEmpty(PostgresServer.Administrator);
        await Script("start");
        var administrator = (await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "connection-string"), Given.Stop)).Trim();
        _services = StoreServices.Of(new()
        {
            ["Storage:Provider"] = "Postgres",
            ["Storage:ConnectionString"] =
                new NpgsqlConnectionStringBuilder(administrator) { Username = "platform_app", Password = PostgresServer.AppPassword }
                    .ToString(),
            ["Storage:MigrationConnectionString"] = new NpgsqlConnectionStringBuilder(administrator) { Pooling = false }.ToString(),
        });
        await _services.GetRequiredService<IStorageSetup>().Prepare(Given.Stop);
    }

    [Fact]
    public async Task The_store_says_that_it_is_unavailable_keeps_what_was_committed_and_recovers_by_itself()
    {
        var store = new Ports(_services!);
        var tenant = await Given.Tenant(store);
        var address = Given.Conversation(tenant);
        Assert.IsType<CommitOutcome.Committed>(await Turns.Commit(new Turn(tenant) { State = Given.State(address, 0) }, Given.Stop));

        await Script("down");
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => Turns.Commit(new Turn(tenant) { State = Given.State(address, 1) }, Given.Stop));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Turns.Load(address, Given.Stop));
        Assert.False(await _services!.GetRequiredService<IStorageProbe>().IsReachable(Given.Stop));

        await Script("up");
        await Eventually.Holds(() => _services!.GetRequiredService<IStorageProbe>().IsReachable(Given.Stop));
        await Eventually.Holds(async () => await TryCommit(new Turn(tenant) { State = Given.State(address, 1) }));
        Assert.Equal(2, (await Turns.Load(address, Given.Stop))!.Version);
    }

    [Fact]
    public async Task What_was_answered_as_committed_is_there_after_the_server_was_killed_in_the_middle()
    {
        var store = new Ports(_services!);
        var tenant = await Given.Tenant(store);
        var committed = new System.Collections.Concurrent.ConcurrentBag<StateAddress>();
        var started = new TaskCompletionSource();
        var writers = Enumerable.Range(0, 16).Select(async writer =>
        {
            for (var i = 0; ; i++)
            {
                var address = new StateAddress(tenant, "conversation", $"{writer}-{i}");
                if (!await TryCommit(new Turn(tenant) { State = Given.State(address, 0), Records = [Given.Said("oi")] })) { return; }
                committed.Add(address);
                if (committed.Count > 200) { started.TrySetResult(); }
            }
        }).ToArray();

        await started.Task.WaitAsync(TimeSpan.FromSeconds(30), Given.Stop);
        await Script("down");
        await Task.WhenAll(writers);
        await Script("up");
        await Eventually.Holds(() => _services!.GetRequiredService<IStorageProbe>().IsReachable(Given.Stop));

        foreach (var address in committed) { Assert.NotNull(await Turns.Load(address, Given.Stop)); }
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) { await _services.DisposeAsync(); }
        await Script("stop");
        _folder.Delete(recursive: true);
    }

    private async Task<bool> TryCommit(Turn turn)
    {
        try
        {
            await Turns.Commit(turn, Given.Stop);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private async Task Script(string command)
    {
        var script = Path.Combine(RepositoryRoot(), "tests", "postgres.sh");
        using var process = Process.Start(new ProcessStartInfo("bash", [script, command, _folder.FullName])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.Equal(0, process.ExitCode);
    }

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Platform.sln"))) { directory = directory.Parent!; }
        return directory.FullName;
    }

    private sealed class Ports(ServiceProvider services) : IStoreUnderTest
    {
        public ITurnStore Turns => services.GetRequiredService<ITurnStore>();

        public IOutbox Outbox => services.GetRequiredService<IOutbox>();

        public IDueWork DueWork => services.GetRequiredService<IDueWork>();

        public IRecordReader Records => services.GetRequiredService<IRecordReader>();
    }
}
