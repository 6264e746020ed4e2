using Npgsql;

namespace Platform.Storage;

/// <summary>Makes the application's pool of connections.</summary>
internal static class PostgresDataSource
{
    /// <summary>The schema that everything is in.</summary>
    public const string Schema = "platform";

    // Reads are short; more connections than this wait on the server's processors, not on each other.
    private const int PoolMax = 32;

    // The statements of this assembly, with room.
    private const int PreparedMax = 100;

    // A grain call gives up after some tens of seconds; the database has answered or failed before that.
    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 10;

    /// <summary>A pool for the role of the connection string.</summary>
    public static NpgsqlDataSource Create(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            SearchPath = Schema,
            ApplicationName = "platform",
            Enlist = false,
            // Nothing outlives a transaction here, so there is nothing to reset.
            NoResetOnClose = true,
            MaxAutoPrepare = PreparedMax,
            AutoPrepareMinUsages = 2,
            // Errors would otherwise quote rows, which hold personal data.
            IncludeErrorDetail = false,
        };
        if (!settings.ShouldSerialize("Maximum Pool Size")) { settings.MaxPoolSize = PoolMax; }
        if (!settings.ShouldSerialize("Timeout")) { settings.Timeout = ConnectSeconds; }
        if (!settings.ShouldSerialize("Command Timeout")) { settings.CommandTimeout = CommandSeconds; }
        var builder = new NpgsqlDataSourceBuilder(settings.ToString());
        MapRows(builder);
        return builder.Build();
    }

    private static void MapRows(NpgsqlDataSourceBuilder builder)
    {
        builder.MapComposite<StateRow>($"{Schema}.state_row");
        builder.MapComposite<MessageRow>($"{Schema}.message_row");
        builder.MapComposite<ContactRow>($"{Schema}.contact_row");
        builder.MapComposite<ReportRow>($"{Schema}.report_row");
        builder.MapComposite<WithdrawalRow>($"{Schema}.withdrawal_row");
        builder.MapComposite<OutboxRow>($"{Schema}.outbox_row");
        builder.MapComposite<AlarmRow>($"{Schema}.alarm_row");
        builder.MapComposite<ClaimRow>($"{Schema}.claim_row");
        builder.MapComposite<SettlementRow>($"{Schema}.settlement_row");
    }
}
