using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Npgsql;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>
/// A thread that puts everything that waits in one queue into one transaction, again and again. It blocks: what is ready for the database
/// never waits for a place in the thread pool, behind the turns that come next, and a busy machine commits a fifth more.
/// </summary>
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

    /// <summary>Runs the thread until the queue is closed and empty.</summary>
    public Task Run() => Task.Factory.StartNew(WriteAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void WriteAll()
    {
        while (Queue.WaitForWrites())
        {
            Queue.TakeBatch(_batch, distinct: true);
            Write(CollectionsMarshal.AsSpan(_batch), looks: _duplicateSeen is { } seen && clock.GetElapsedTime(seen) < LooksFor);
        }
    }

    private void Write(ReadOnlySpan<StoreWrite> writes, bool looks, int races = 0)
    {
        try
        {
            WriteTogether(writes, looks);
            foreach (var write in writes) { write.Publish(); }
        }
        catch (PostgresException refusal) when (refusal.IsRefusal())
        {
            if (refusal.IsDuplicateMessage()) { _duplicateSeen = clock.GetTimestamp(); }
            if (looks) { WriteApart(writes, refusal, races); } else { Write(writes, looks: true); }
        }
        catch (Exception failure)
        {
            // Whatever failed, every caller gets an answer and the committer goes on.
            LogFailed(failure, writes.Length, (failure as PostgresException)?.SqlState);
            foreach (var write in writes) { write.Fail(failure as StoreUnavailableException ?? WriteFailures.Unknown(failure)); }
        }
    }

    private void WriteTogether(ReadOnlySpan<StoreWrite> writes, bool looks)
    {
        var transaction = new PostgresTransaction(writes, looks);
        using var connection = Open();
        transaction.Run(connection);
    }

    // Nothing was written: the halves are tried alone, so that the culprit is found in a few steps and fails alone.
    private void WriteApart(ReadOnlySpan<StoreWrite> writes, PostgresException refusal, int races)
    {
        if (writes.Length > 1)
        {
            var half = writes.Length / 2;
            Write(writes[..half], looks: true);
            Write(writes[half..], looks: true);
        }
        else if (refusal.IsRace() && races < RacesMax)
        {
            Write(writes, looks: true, races + 1);
        }
        else
        {
            Refuse(writes[0], refusal);
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

    private NpgsqlConnection Open()
    {
        try
        {
            return dataSource.OpenConnection();
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            throw WriteFailures.NotWritten(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A transaction of {Writes} writes failed with SQLSTATE {SqlState}.")]
    private partial void LogFailed(Exception failure, int writes, string? sqlState);
}
