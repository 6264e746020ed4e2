using Npgsql;
using Platform.Audit;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

public sealed class PostgresAuditTests(PostgresStore store) : AuditConformance(store), IClassFixture<PostgresStore>
{
    private readonly PostgresStore _store = store;

    [Fact]
    public async Task Only_entries_older_than_half_a_year_can_be_given_up_oldest_first_and_the_chain_goes_on_from_there()
    {
        var tenant = await Given.Tenant(_store);
        var (old, young) = (DateTimeOffset.UtcNow.AddDays(-181), DateTimeOffset.UtcNow.AddDays(-179));
        foreach (var at in new[] { old, old, old, young, old })
        {
            var entry = new TurnRecord.Audit(Given.Id(), "changed", "user:ana@clinic.example", "x", at);
            await _store.Turns.Commit(new Turn(tenant) { Records = [entry] }, Given.Stop);
        }

        Assert.Equal(0, await Prune(new TenantId(Guid.NewGuid()), tenant, max: 10));
        Assert.Equal(2, await Prune(tenant, tenant, max: 2));
        Assert.Equal(1, await Prune(tenant, tenant, max: 10));
        Assert.Equal(0, await Prune(tenant, tenant, max: 10));

        var verdict = await new AuditVerifier(_store.AuditReader).Verify(tenant, AuditLedger.Data, Given.Stop);
        Assert.Equal((5L, null), (verdict.Sequence, verdict.Fault));
        var kept = await _store.AuditReader.ReadLedger(tenant, AuditLedger.Data, 0, 10, Given.Stop);
        Assert.Equal([4L, 5L], kept.Select(entry => entry.Sequence));
    }

    // As the application's role, asking for everything there is.
    private async Task<long> Prune(TenantId acting, TenantId tenant, int max)
    {
        var settings = new NpgsqlConnectionStringBuilder(PostgresServer.AppOf(_store.Database)) { Pooling = false, SearchPath = "platform" };
        await using var app = new NpgsqlConnection(settings.ToString());
        await app.OpenAsync(Given.Stop);
        await using var transaction = await app.BeginTransactionAsync(Given.Stop);
        await app.Execute($"SELECT set_config('platform.tenant_id', '{acting}', true)");
        await using var prune = new NpgsqlCommand($"SELECT prune_audit('{tenant}', 1::smallint, 'infinity', {max})", app);
        var gone = (long)(await prune.ExecuteScalarAsync(Given.Stop))!;
        await transaction.CommitAsync(Given.Stop);
        return gone;
    }
}
