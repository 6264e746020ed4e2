using Microsoft.Data.Sqlite;
using Platform.Audit;

namespace Platform.Tests.Storage;

public sealed class SqliteAuditTests(SqliteStore store) : AuditConformance(store), IClassFixture<SqliteStore>
{
    [Theory]
    [InlineData("UPDATE audit SET detail = ''")]
    [InlineData("DELETE FROM audit")]
    [InlineData("UPDATE platform_audit SET detail = ''")]
    [InlineData("DELETE FROM platform_audit")]
    [InlineData("UPDATE audit_heads SET sequence = 0")]
    [InlineData("DELETE FROM audit_heads")]
    [InlineData("UPDATE platform_audit_head SET sequence = 0")]
    [InlineData("DELETE FROM platform_audit_head")]
    public async Task What_is_written_is_neither_changed_nor_removed(string sql)
    {
        await using var fresh = new SqliteStore();
        await fresh.InitializeAsync();
        await Given.EveryKindOfRow(fresh);
        await fresh.Audit.Append(new AuditEntry(null, "unknown-instance", "10.0.0.1", "x"), Given.Stop);

        await using var connection = new SqliteConnection($"Data Source={fresh.File};Pooling=False");
        await connection.OpenAsync(Given.Stop);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await Assert.ThrowsAsync<SqliteException>(() => command.ExecuteNonQueryAsync(Given.Stop));
    }
}
