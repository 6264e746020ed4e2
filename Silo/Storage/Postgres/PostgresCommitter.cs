using Microsoft.Extensions.Logging;
using Npgsql;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>Puts everything that waits in one queue into one transaction, again and again.</summary>
internal sealed partial class PostgresCommitter(NpgsqlDataSource dataSource, TimeProvider clock, ILogger logger)
{
    // A race is over once the other transaction has ended; losing this often means something else is wrong.
    private const int RacesMax = 3;

    // Looking each message up costs every turn; not looking costs a transaction when one is a duplicate. Gateways repeat themselves rarely,
    // but then in swarms: after an outage of theirs or ours.
    private static readonly TimeSpan LooksFor = TimeSpan.FromSeconds(10);

    private readonly List<StoreWrite> _batch = [];
    private long? _duplicateSeen;

    /// <summary>The writes that wait.</summary>
    public WriteQueue Queue { get; } = new(clock);

    /// <summary>Runs until the queue is closed and empty.</summary>
    public async Task Run()
    {
        while (await Queue.WaitForWrites())
        {
            Queue.TakeBatch(_batch, distinct: true);
            await Write(_batch.ToArray(), looks: _duplicateSeen is { } seen && clock.GetElapsedTime(seen) < LooksFor);
        }
    }

    private async Task Write(ReadOnlyMemory<StoreWrite> writes, bool looks, int races = 0)
    {
        try
        {
            await WriteTogether(writes, looks);
            foreach (var write in writes.Span) { write.Publish(); }
        }
        catch (PostgresException refusal) when (refusal.IsRefusal())
        {
            if (refusal.IsDuplicateMessage()) { _duplicateSeen = clock.GetTimestamp(); }
            await (looks ? WriteApart(writes, refusal, races) : Write(writes, looks: true));
        }
        catch (Exception failure)
        {
            // Whatever failed, every caller gets an answer and the committer goes on.
            LogFailed(failure, writes.Length, (failure as PostgresException)?.SqlState);
            foreach (var write in writes.Span) { write.Fail(failure as StoreUnavailableException ?? WriteFailures.Unknown(failure)); }
        }
    }

    private async Task WriteTogether(ReadOnlyMemory<StoreWrite> writes, bool looks)
    {
        var transaction = new PostgresTransaction(writes.Span, looks);
        await using var connection = await Open();
        await transaction.Run(connection);
    }

    // Nothing was written: the halves are tried alone, so that the culprit is found in a few steps and fails alone.
    private async Task WriteApart(ReadOnlyMemory<StoreWrite> writes, PostgresException refusal, int races)
    {
        if (writes.Length > 1)
        {
            var half = writes.Length / 2;
            await Write(writes[..half], looks: true);
            await Write(writes[half..], looks: true);
        }
        else if (refusal.IsRace() && races < RacesMax)
        {
            await Write(writes, looks: true, races + 1);
        }
        else
        {
            Refuse(writes.Span[0], refusal);
        }
    }

    private void Refuse(StoreWrite write, PostgresException refusal)
    {
        if (write is CommitWrite commit && Outcome(refusal) is { } outcome)
        {
            commit.Result = outcome;
            commit.Publish();
            return;
        }
        LogFailed(refusal, 1, refusal.SqlState);
        write.Fail(refusal.IsRace() ? WriteFailures.NotWritten(refusal) : WriteFailures.Refused(refusal.SqlState, refusal));
    }

    private static CommitOutcome? Outcome(PostgresException refusal)
    {
        if (refusal.IsDuplicateMessage()) { return new CommitOutcome.Duplicate(); }
        return refusal.IsVanishedState() ? new CommitOutcome.VersionConflict() : null;
    }

    private async Task<NpgsqlConnection> Open()
    {
        try
        {
            return await dataSource.OpenConnectionAsync();
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            throw WriteFailures.NotWritten(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A transaction of {Writes} writes failed with SQLSTATE {SqlState}.")]
    private partial void LogFailed(Exception failure, int writes, string? sqlState);
}
