using Npgsql;
using NpgsqlTypes;
using Platform.Conversations;
using Platform.Identity;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>Records that are too rare for the group's statements: each is a statement of its own, sent once its turn is accepted.</summary>
internal static class PostgresRecords
{
    private const string PutTenantSql = """
        INSERT INTO tenants (tenant_id, slug, name, status) VALUES ($1, $2, $3, $4)
        ON CONFLICT (tenant_id) DO UPDATE SET slug = excluded.slug, name = excluded.name, status = excluded.status
        """;

    private const string LinkSql = """
        INSERT INTO identity_links (tenant_id, identity_key, peer_key, linked_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (tenant_id, identity_key) DO UPDATE SET peer_key = excluded.peer_key, linked_at = excluded.linked_at
        """;

    private const string AddWorkItemSql = """
        INSERT INTO work_items (tenant_id, work_item_id, peer_key, kind, title, details, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
        """;

    private const string AuditSql = "SELECT chain_audit($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

    private const string WithdrawSendingSql = "SELECT withdraw_sending($1, $2, $3)";

    private const string ApplyEarlierReportsSql = "SELECT apply_earlier_reports($1, $2, $3, $4, $5)";

    /// <summary>Whether providers may have reported on a message before it was committed: one that a person sent elsewhere.</summary>
    public static bool MayHaveEarlierReports(TurnRecord.Message message) =>
        message is { ProviderId: not null, Direction: not MessageDirection.Inbound };

    /// <summary>Adds the statements of a turn's records; the transaction acts for the tenant already.</summary>
    public static void AddTo(NpgsqlBatch batch, CommitWrite write)
    {
        var records = write.Turn.Records;
        foreach (var peer in write.Turn.WithdrawQueuedFor) { batch.BatchCommands.Add(WithdrawSending(write, peer)); }
        for (var i = 0; i < records.Length; i++)
        {
            var statement = records[i] is TurnRecord.Audit audit
                ? Statement(write, audit)
                : Statement(write.TenantKey, records[i], write.PositionAt(i));
            if (statement is not null) { batch.BatchCommands.Add(statement); }
            if (records[i] is TurnRecord.CallDetailed { Details: { OtherLeg: { } other } details })
            {
                batch.BatchCommands.Add(PostgresCalls.Withheld(write.TenantKey, details.Call, other));
            }
        }
    }

    private static NpgsqlBatchCommand? Statement(Guid tenant, TurnRecord record, long position) => record switch
    {
        TurnRecord.Message message => MayHaveEarlierReports(message) ? ApplyEarlierReports(tenant, message, position) : null,
        TurnRecord.Contact or TurnRecord.StatusReported or TurnRecord.Usage => null,
        TurnRecord.TenantEntry entry => PostgresStatement.Of(PutTenantSql).With(tenant).WithText(entry.Slug).WithText(entry.Name)
            .With((short)entry.State),
        TurnRecord.IdentityLink link => PostgresStatement.Of(LinkSql).With(tenant).WithText(link.Identity.Text).WithText(link.Peer.Text)
            .With(link.LinkedAt),
        TurnRecord.WorkItem item => PostgresStatement.Of(AddWorkItemSql).With(tenant).With(item.Id).WithText(item.Peer.Text)
            .WithText(item.Kind).WithText(item.Title).WithText(item.DetailsJson).With(item.CreatedAt),
        TurnRecord.CallStarted call => PostgresCalls.Statement(tenant, call),
        TurnRecord.CallFinished call => PostgresCalls.Statement(tenant, call),
        TurnRecord.CallDetailed call => PostgresCalls.Statement(tenant, call.Details),
        _ => throw new InvalidOperationException($"Turn record {record.GetType().Name} is not handled."),
    };

    private static NpgsqlBatchCommand Statement(CommitWrite write, TurnRecord.Audit audit) =>
        PostgresStatement.Of(AuditSql).With(write.TenantKey).With((short)write.Ledger).With(audit.Id).WithText(audit.Action)
            .WithText(audit.Actor).WithText(audit.Address).WithText(audit.Detail).WithText(audit.Before).WithText(audit.After).With(audit.At);

    private static NpgsqlBatchCommand WithdrawSending(CommitWrite write, PeerKey peer) =>
        PostgresStatement.Of(WithdrawSendingSql).With(write.TenantKey).WithText(peer.Text)
            .With(write.Turn.Outbox.Select(message => message.Id).ToArray());

    private static NpgsqlBatchCommand ApplyEarlierReports(Guid tenant, TurnRecord.Message message, long position) =>
        PostgresStatement.Of(ApplyEarlierReportsSql).With(tenant).WithText(message.Peer.Text).With(position)
            .WithText(message.Channel.Value).With(NpgsqlDbType.Text, message.ProviderId!.Value.Value);
}
