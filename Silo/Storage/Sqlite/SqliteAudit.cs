using Platform.Audit;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>The audit's chains: the writer's side.</summary>
internal sealed class SqliteAudit(SqliteSession session)
{
    private const string HeadSql = "SELECT sequence, hash FROM audit_heads WHERE tenant_id = ? AND ledger = ?";

    private const string PutHeadSql = """
        INSERT INTO audit_heads (tenant_id, ledger, sequence, hash, base_sequence, base_hash) VALUES (?, ?, ?, ?, 0, x'')
        ON CONFLICT DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash
        """;

    private const string InsertSql = """
        INSERT INTO audit (tenant_id, ledger, sequence, audit_id, action, actor, address, detail, before, after, at, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;

    private const string IsKnownSql = "SELECT 1 FROM tenants WHERE tenant_id = ?";

    private const string PlatformHeadSql = "SELECT sequence, hash FROM platform_audit_head";

    private const string PutPlatformHeadSql = "UPDATE platform_audit_head SET sequence = ?, hash = ?";

    private const string InsertPlatformSql = """
        INSERT INTO platform_audit (sequence, audit_id, action, actor, address, detail, before, after, at, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;

    private readonly SqliteStatement _head = session.Prepare(HeadSql);
    private readonly SqliteStatement _putHead = session.Prepare(PutHeadSql);
    private readonly SqliteStatement _insert = session.Prepare(InsertSql);
    private readonly SqliteStatement _isKnown = session.Prepare(IsKnownSql);
    private readonly SqliteStatement _platformHead = session.Prepare(PlatformHeadSql);
    private readonly SqliteStatement _putPlatformHead = session.Prepare(PutPlatformHeadSql);
    private readonly SqliteStatement _insertPlatform = session.Prepare(InsertPlatformSql);

    /// <summary>Appends a turn's entry.</summary>
    public void Add(TenantId tenant, AuditLedger ledger, TurnRecord.Audit audit) => Append(tenant, ledger, new AuditLine(
        audit.Id, audit.At, audit.Action, audit.Actor, audit.Address, audit.Detail, audit.Before, audit.After));

    /// <summary>Appends an entry; one of a tenant that does not exist is the operator's.</summary>
    public void Append(AuditWrite write)
    {
        var entry = write.Entry;
        var line = new AuditLine(
            write.Id, write.At, entry.Action, entry.Actor, entry.Address, entry.Detail, entry.Before, entry.After);
        if (entry.Tenant is { } tenant && IsKnown(tenant)) { Append(tenant, AuditLedger.Registry, line); }
        else { AppendToPlatform(line with { Detail = PlatformAuditText.Detail(entry) }); }
    }

    private void Append(TenantId tenant, AuditLedger ledger, AuditLine line)
    {
        var (last, previous) = Head(_head.Add(tenant).Add((long)ledger));
        var (sequence, clean) = (last + 1, Clean(line));
        var hash = AuditForm.Hash(previous, tenant, ledger, sequence, clean);
        Fill(_insert.Add(tenant).Add((long)ledger).Add(sequence), clean, hash).Run();
        _putHead.Add(tenant).Add((long)ledger).Add(sequence).Add(hash.AsSpan()).Run();
    }

    private void AppendToPlatform(AuditLine line)
    {
        var (last, previous) = Head(_platformHead);
        var (sequence, clean) = (last + 1, Clean(line));
        var hash = AuditForm.Hash(previous, null, AuditLedger.Registry, sequence, clean);
        Fill(_insertPlatform.Add(sequence), clean, hash).Run();
        _putPlatformHead.Add(sequence).Add(hash.AsSpan()).Run();
    }

    private bool IsKnown(TenantId tenant)
    {
        var known = _isKnown.Add(tenant).Read();
        if (known) { _isKnown.Reset(); }
        return known;
    }

    private static (long Sequence, byte[] Hash) Head(SqliteStatement statement)
    {
        if (!statement.Read()) { return (0, []); }
        var head = (statement.Integer(0), statement.Bytes(1));
        statement.Reset();
        return head;
    }

    // The hash is of what the store keeps.
    private static AuditLine Clean(AuditLine line) => line with
    {
        Action = StoredText.Clean(line.Action),
        Actor = StoredText.Clean(line.Actor),
        Address = Clean(line.Address),
        Detail = StoredText.Clean(line.Detail),
        Before = Clean(line.Before),
        After = Clean(line.After),
    };

    private static string? Clean(string? text) => text is null ? null : StoredText.Clean(text);

    private static SqliteStatement Fill(SqliteStatement insert, AuditLine line, byte[] hash) =>
        insert.Add(line.Id).Add(line.Action).Add(line.Actor).Add(line.Address).Add(line.Detail).Add(line.Before).Add(line.After)
            .Add(line.At).Add(hash.AsSpan());
}
