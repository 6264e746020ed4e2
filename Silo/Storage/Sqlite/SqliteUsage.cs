using System.Collections.Immutable;
using Platform.Plans;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>Counters: the writer's side.</summary>
internal sealed class SqliteUsage(SqliteSession session)
{
    private const string AddSql = """
        INSERT INTO usage_counters (tenant_id, period, meter, amount) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET amount = amount + excluded.amount
        """;

    private readonly SqliteStatement _add = session.Prepare(AddSql);

    public void Add(TenantId tenant, TurnRecord.Usage usage) =>
        _add.Add(tenant).Add(usage.Period.Number).Add((long)usage.Meter).Add(usage.Amount).Run();
}

/// <summary>Counters: the readers' side.</summary>
internal sealed class SqliteUsageReads(SqliteSession session)
{
    private const string ReadSql = """
        SELECT meter, sum(amount) FROM usage_counters WHERE tenant_id = ? AND period IN (0, ?) GROUP BY meter ORDER BY meter
        """;

    private readonly SqliteStatement _read = session.Prepare(ReadSql);

    public ImmutableArray<Metered> Read(TenantId tenant, BillingPeriod period)
    {
        var used = ImmutableArray.CreateBuilder<Metered>();
        _read.Add(tenant).Add(period.Number);
        while (_read.Read()) { used.Add(new Metered((Meter)_read.Integer(0), _read.Integer(1))); }
        return used.DrainToImmutable();
    }
}
