using Microsoft.Data.Sqlite;
using Platform.Channels;
using Platform.Storage;
using Platform.Turns;
using SQLitePCL;

namespace Platform.Tests.Storage;

/// <summary>Looking for channels that have something to send costs by channels, however much each of them has to send.</summary>
public sealed class SqliteDueChannelsTests(SqliteStore store) : IClassFixture<SqliteStore>
{
    private const int Queued = 500;

    private static readonly ChannelId Other = ChannelId.Parse("evolution:Other");

    [Fact]
    public async Task A_long_queue_of_a_channel_is_not_walked_through_to_find_the_next_channel()
    {
        var tenant = await Given.Tenant(store);
        await Queue(Given.WhatsApp, 1);
        await Queue(Other, 1);
        using var connection = new SqliteConnection($"Data Source={store.File};Pooling=False");
        connection.Open();
        using var session = new SqliteSession(connection);
        var outbox = new SqliteOutboxReads(session);
        var few = Steps(connection, () => Assert.Equal(2, outbox.DueChannels(0, 1, Given.Noon, 10).Length));

        await Queue(Given.WhatsApp, Queued);
        await Queue(Other, Queued);

        var many = Steps(connection, () => Assert.Equal(2, outbox.DueChannels(0, 1, Given.Noon, 10).Length));
        Assert.Equal(few, many);

        async Task Queue(ChannelId channel, int messages)
        {
            var ids = Enumerable.Range(0, messages).Select(_ => Given.Id()).ToArray();
            var outcome = await store.Turns.Commit(Given.Answer(tenant, Given.Maria, channel, 1, ids), Given.Stop);
            Assert.IsType<CommitOutcome.Committed>(outcome);
        }
    }

    // Instructions of SQLite's machine.
    private static int Steps(SqliteConnection connection, Action run)
    {
        var steps = 0;
        raw.sqlite3_progress_handler(connection.Handle!, 1, _ => { steps++; return 0; }, null);
        run();
        raw.sqlite3_progress_handler(connection.Handle!, 0, null, null);
        Assert.NotEqual(0, steps);
        return steps;
    }
}
