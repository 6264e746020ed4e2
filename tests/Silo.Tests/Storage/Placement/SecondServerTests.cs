using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Secrets;
using Platform.Storage;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>Tenants whose databases are on a server of their own, which goes away and comes back.</summary>
public sealed class SecondServerTests(SecondServer second) : IClassFixture<SecondServer>, IAsyncLifetime
{
    private const string Name = "second";

    private string _database = "";
    private ServiceProvider? _services;

    private ITurnStore Turns => _services!.GetRequiredService<ITurnStore>();

    private IPlacements Placements => _services!.GetRequiredService<IPlacements>();

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresServer.CreateDatabase();
        _services = PostgresServer.Services(_database, new() { [$"Storage:Servers:{Name}"] = second.Administrator });
        await _services.GetRequiredService<IStorageSetup>().Prepare(Given.Stop);
    }

    [Fact]
    public async Task A_server_that_is_away_while_a_tenant_is_created_moved_or_migrated_is_told_of_and_the_same_act_then_completes()
    {
        var (created, moved) = (await Tenant(), await Tenant());
        await second.Down();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Placements.CreateDedicated(created, Name, Given.Stop));
        await IsServed(created, IsolationTier.Shared);
        await second.Up();
        await Placements.CreateDedicated(created, Name, Given.Stop);
        await IsServed(created, IsolationTier.Dedicated);

        await using (var observed = new ObservedMover(_services!) { WhileCopying = second.Down })
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(
                () => observed.Mover.Move(moved, IsolationTier.Dedicated, Name, Given.Stop));
        }
        await IsServed(moved, IsolationTier.Shared);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Write(created));
        Dictionary<TenantId, string?> told = [];
        Assert.False(await Migrate(told));
        Assert.NotNull(told[created]);

        await second.Up();
        await Placements.Move(moved, IsolationTier.Dedicated, Name, Given.Stop);
        await IsServed(moved, IsolationTier.Dedicated);
        Assert.True(await Migrate(told));
        Assert.Null(told[created]);
        await Eventually.Holds(async () => await TryWrite(created));
    }

    [Fact]
    public async Task A_tenants_own_role_connects_to_its_own_database_and_to_no_other()
    {
        var tenant = await Tenant();
        await Placements.CreateDedicated(tenant, server: null, Given.Stop);
        var address = (await _services!.GetRequiredService<PlacementTable>().Get(tenant, Given.Stop)).Database!;
        var password = await _services!.GetRequiredService<ISecretProtector>().Unprotect(
            null, "placement/database", address.Password!, Given.Stop);
        var own = new NpgsqlConnectionStringBuilder(PostgresServer.AdministratorOf(address.Name))
        {
            Username = address.Name, Password = password, Pooling = false,
        };
        await PostgresServer.Execute(own.ToString(), "SELECT 1");
        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => PostgresServer.Execute(new NpgsqlConnectionStringBuilder(own.ToString()) { Database = _database }.ToString(), "SELECT 1"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);

        // Whoever opens it again is told at the next start.
        await PostgresServer.Execute(PostgresServer.Administrator, $"GRANT CONNECT ON DATABASE {_database} TO PUBLIC");
        await using var app = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(PostgresServer.AppOf(_database)) { Pooling = false, SearchPath = "platform" }.ToString());
        await app.OpenAsync(Given.Stop);
        var danger = await Assert.ThrowsAsync<StorageSetupException>(
            () => PostgresSchemaGuard.Check(app, PostgresRoles.App, Given.Stop));
        Assert.Contains("REVOKE CONNECT", danger.Message, StringComparison.Ordinal);
        await Placements.Drop(tenant, Given.Stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) { await _services.DisposeAsync(); }
        await PostgresServer.Drop(_database);
    }

    private async Task<TenantId> Tenant()
    {
        var tenant = new TenantId(Given.Id());
        await Turns.Commit(Given.TenantTurn(tenant), Given.Stop);
        await Write(tenant);
        return tenant;
    }

    private async Task IsServed(TenantId tenant, IsolationTier tier)
    {
        Assert.Equal(tier, (await Placements.Get(tenant, Given.Stop)).Tier);
        await Write(tenant);
    }

    private Task<CommitOutcome> Write(TenantId tenant) => Turns.Commit(new Turn(tenant) { Records = [Given.Said("oi")] }, Given.Stop);

    private async Task<bool> TryWrite(TenantId tenant)
    {
        try
        {
            await Write(tenant);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private Task<bool> Migrate(Dictionary<TenantId, string?> told) =>
        _services!.GetRequiredService<FleetMigration>().Run((tenant, problem) => told[tenant] = problem, Given.Stop);
}
