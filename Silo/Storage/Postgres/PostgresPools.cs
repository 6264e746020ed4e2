using Npgsql;

namespace Platform.Storage;

/// <summary>The application's connections: some that commit, others that read.</summary>
internal sealed class PostgresPools : IAsyncDisposable
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

    // The statements of a batch look up few rows each, in tables whose size nobody knows when the plan is made: always by index, and
    // planned once, since planning costs more than running.
    private const string PlanOnceByIndexSql = """
        SET plan_cache_mode = force_generic_plan;
        SET enable_seqscan = off;
        SET enable_hashjoin = off;
        SET enable_mergejoin = off
        """;

    /// <summary>Pools for the role of the connection string.</summary>
    public PostgresPools(string connectionString)
    {
        Reads = Builder(connectionString).Build();
        Commits = Builder(connectionString).UsePhysicalConnectionInitializer(PlanOnceByIndex, PlanOnceByIndexAsync).Build();
    }

    /// <summary>Connections that read.</summary>
    public NpgsqlDataSource Reads { get; }

    /// <summary>Connections that commit.</summary>
    public NpgsqlDataSource Commits { get; }

    public async ValueTask DisposeAsync()
    {
        await Reads.DisposeAsync();
        await Commits.DisposeAsync();
    }

    private static NpgsqlDataSourceBuilder Builder(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            SearchPath = Schema,
            ApplicationName = "platform",
            Enlist = false,
            // Nothing but the initial settings outlives a transaction here, so there is nothing to reset.
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
        return builder;
    }

    private static void PlanOnceByIndex(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(PlanOnceByIndexSql, connection);
        command.ExecuteNonQuery();
    }

    private static async Task PlanOnceByIndexAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(PlanOnceByIndexSql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static void MapRows(NpgsqlDataSourceBuilder builder)
    {
        builder.MapComposite<GroupRow>($"{Schema}.group_row");
        builder.MapComposite<UsageRow>($"{Schema}.usage_row");
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
