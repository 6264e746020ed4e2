using Npgsql;
using NpgsqlTypes;

namespace Platform.Storage;

/// <summary>Builds the statements of a batch with positional parameters.</summary>
internal static class PostgresStatement
{
    private const string ActForSql = "SELECT set_config('platform.tenant_id', $1, true)";

    /// <summary>A statement without parameters yet.</summary>
    public static NpgsqlBatchCommand Of(string sql) => new(sql);

    /// <summary>Makes the rest of the transaction act for the tenant.</summary>
    public static NpgsqlBatchCommand ActFor(Guid tenant) => Of(ActForSql).With(tenant.ToString());

    /// <summary>Gives the next parameter.</summary>
    public static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, T value) where T : notnull
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return command;
    }

    /// <inheritdoc cref="With{T}" />
    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, DateTimeOffset value) =>
        command.With(NpgsqlDbType.TimestampTz, value.ToUniversalTime());

    /// <summary>Gives the next parameter, text made fit for the database.</summary>
    public static NpgsqlBatchCommand WithText(this NpgsqlBatchCommand command, string? value) =>
        command.With(NpgsqlDbType.Text, value is null ? null : StoredText.Clean(value));

    /// <summary>Gives the next parameter, which may be null.</summary>
    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, NpgsqlDbType type, object? value)
    {
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
        return command;
    }
}
