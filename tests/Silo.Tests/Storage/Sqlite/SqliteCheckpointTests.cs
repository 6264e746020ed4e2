using Microsoft.Extensions.Options;
using Platform.Storage;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>What is committed gets from the log into the file while the database is in use.</summary>
public sealed class SqliteCheckpointTests
{
    private const int LogMib = 32;
    private const int StateBytes = 256 * 1024;
    private const long MebiByte = 1024 * 1024;

    // Three times as much as the log may hold.
    private const int Commits = 384;

    [Fact]
    public async Task Under_constant_writing_the_file_takes_what_the_log_holds_and_the_log_begins_anew()
    {
        await using var store = new SqliteStore(new() { ["Storage:LogMib"] = $"{LogMib}" });
        await store.InitializeAsync();
        var tenant = await Given.Tenant(store);
        var state = $"\"{new string('x', StateBytes)}\"";
        for (var version = 0; version < Commits; version++)
        {
            var change = Given.State(Given.Conversation(tenant), version, state);
            Assert.IsType<CommitOutcome.Committed>(await store.Turns.Commit(new Turn(tenant) { State = change }, Given.Stop));
        }

        Assert.InRange(new FileInfo($"{store.File}-wal").Length, 1, Commits * StateBytes - (LogMib * MebiByte));
        await Eventually.Holds(() => Task.FromResult(new FileInfo(store.File).Length > StateBytes));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("20000")]
    public void A_log_of_no_length_or_of_any_is_refused_at_the_start(string mib) =>
        Assert.Throws<OptionsValidationException>(
            () => new SqliteStore(new() { ["Storage:LogMib"] = mib }).Get<IOptions<StorageOptions>>().Value);
}
