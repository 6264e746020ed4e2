using Npgsql;

namespace Platform.Tests.Storage;

internal static class NpgsqlTestExtensions
{
    public static async Task Execute(this NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
