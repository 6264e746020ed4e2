using Npgsql;
using Platform.Storage;

namespace Platform.Tests.Storage;

public sealed class PostgresFailuresTests
{
    [Theory]
    [InlineData(PostgresErrorCodes.ConnectionFailure)]
    [InlineData(PostgresErrorCodes.DiskFull)]
    [InlineData(PostgresErrorCodes.TooManyConnections)]
    [InlineData(PostgresErrorCodes.QueryCanceled)]
    [InlineData(PostgresErrorCodes.AdminShutdown)]
    [InlineData(PostgresErrorCodes.IoError)]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction)]
    public void What_the_database_cannot_do_now_is_no_fault_of_the_write(string sqlState) => Assert.False(Failure(sqlState).IsRefusal());

    [Theory]
    [InlineData(PostgresErrorCodes.UniqueViolation)]
    [InlineData(PostgresErrorCodes.CharacterNotInRepertoire)]
    [InlineData(PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(PostgresErrorCodes.SerializationFailure)]
    public void What_it_refuses_is_looked_at_write_by_write(string sqlState) => Assert.True(Failure(sqlState).IsRefusal());

    private static PostgresException Failure(string sqlState) => new("failed", "ERROR", "ERROR", sqlState);
}
