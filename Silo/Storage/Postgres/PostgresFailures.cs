using Npgsql;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>Tells apart what PostgreSQL's failures mean.</summary>
internal static class PostgresFailures
{
    // Raised by commit_turns.
    private const string VanishedState = "PLT01";

    /// <summary>The server refused a statement and took everything of the transaction back.</summary>
    public static bool IsRefusal(this PostgresException failure) => !failure.IsOutage();

    /// <summary>
    /// The transaction lost against another one; repeating it may succeed. Two processes may also have placed a line of one contact at the same
    /// microsecond.
    /// </summary>
    public static bool IsRace(this PostgresException failure) =>
        failure.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.LockNotAvailable
        || failure is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "messages_pkey" };

    /// <summary>A message with the same dedupe key was committed meanwhile, or stands twice in the turn.</summary>
    public static bool IsDuplicateMessage(this PostgresException failure) =>
        failure is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "messages_by_provider_id" };

    /// <summary>A state that the turn goes on from was removed meanwhile.</summary>
    public static bool IsVanishedState(this PostgresException failure) => failure.SqlState == VanishedState;

    /// <summary>A read failed because the database cannot be reached.</summary>
    public static StoreUnavailableException Unreadable(Exception cause) => new("The database cannot be reached or is too slow.", cause);

    // Connection lost (08), no resources (53), stopped or cancelled (57), broken disk (58), a standby that cannot write (25006).
    private static bool IsOutage(this PostgresException failure) =>
        failure.SqlState[..2] is "08" or "53" or "57" or "58" || failure.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction;
}
