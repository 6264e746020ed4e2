using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Storage;
using Platform.Turns;

namespace Platform.Tests.Storage;

/// <summary>What the store refuses to start on, and how it gets its schema.</summary>
public sealed class PostgresSetupTests
{
    [Theory]
    [InlineData("ALTER TABLE platform.messages NO FORCE ROW LEVEL SECURITY", "table messages does not force row-level security")]
    [InlineData("ALTER TABLE platform.calls DISABLE ROW LEVEL SECURITY", "table calls does not force row-level security")]
    [InlineData("DROP POLICY own_tenant ON platform.audit", "table audit has not exactly one policy")]
    [InlineData("CREATE POLICY more ON platform.alarms TO platform_app USING (true)", "table alarms has not exactly one policy")]
    [InlineData("CREATE POLICY more ON platform.alarms USING (true)", "table alarms has not exactly one policy")]
    [InlineData("ALTER POLICY own_tenant ON platform.outbox USING (true)", "table outbox has not exactly one policy")]
    [InlineData("ALTER POLICY own_tenant ON platform.outbox WITH CHECK (true)", "table outbox has not exactly one policy")]
    [InlineData("CREATE TABLE platform.forgotten (tenant_id uuid)", "table forgotten does not force row-level security")]
    [InlineData("ALTER TABLE platform.contacts OWNER TO platform_app", "owns or may become the owner of table contacts")]
    [InlineData("GRANT UPDATE ON platform.audit TO platform_app", "may change audit entries in audit")]
    [InlineData("GRANT UPDATE (actor) ON platform.audit TO platform_app", "may change audit entries in audit")]
    [InlineData("GRANT DELETE ON platform.audit_heads TO platform_app", "may remove audit heads in audit_heads")]
    [InlineData("GRANT TRUNCATE ON platform.messages TO platform_app", "may empty table messages")]
    [InlineData("GRANT CREATE ON SCHEMA platform TO platform_app", "may create objects in schema platform")]
    [InlineData(
        "ALTER POLICY own_tenant ON platform.outbox USING (tenant_id = coalesce(current_setting('platform.tenant_id', true)::uuid, tenant_id))",
        "table outbox has not exactly one policy")]
    [InlineData("ALTER TABLE platform.calls DROP CONSTRAINT calls_tenant_id_fkey", "table calls does not refer to the tenant")]
    [InlineData("CREATE TABLE platform.forgotten (tenant_id uuid)", "table forgotten may hold rows of no tenant")]
    [InlineData("CREATE TABLE platform.forgotten (tenant_id uuid NOT NULL)", "table forgotten has no index over all its rows")]
    [InlineData("CREATE VIEW platform.everybody AS SELECT * FROM platform.messages", "view everybody reads as its owner")]
    [InlineData("CREATE MATERIALIZED VIEW platform.everybody AS SELECT * FROM platform.messages", "view or foreign table everybody knows no")]
    [InlineData(
        "CREATE FUNCTION platform.peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM platform.messages'",
        "function peek runs as")]
    [InlineData(
        "CREATE FUNCTION public.peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM platform.messages'",
        "function peek runs as")]
    public async Task A_database_whose_wall_has_a_hole_is_refused(string hole, string reason)
    {
        var database = await PostgresServer.CreateDatabase();
        await PostgresServer.Execute(PostgresServer.AdministratorOf(database), hole);
        var refusal = await Assert.ThrowsAsync<StorageSetupException>(() => Prepare(PostgresServer.AppOf(database)));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        await PostgresServer.Drop(database);
    }

    [Theory]
    [InlineData("BYPASSRLS IN ROLE platform_app", "has BYPASSRLS")]
    [InlineData("IN ROLE platform_app, platform_owner", "may become platform_owner")]
    [InlineData("IN ROLE platform_app, platform_clock", "may become platform_clock")]
    [InlineData("", "is not a member of platform_app")]
    [InlineData("SUPERUSER", "is a superuser")]
    public async Task A_role_that_the_wall_does_not_bind_is_refused(string attributes, string reason)
    {
        var database = await PostgresServer.CreateDatabase();
        var role = $"role_{Guid.NewGuid():N}";
        var password = PostgresServer.AppPassword.Replace("'", "''", StringComparison.Ordinal);
        await PostgresServer.Execute(PostgresServer.AdministratorOf(database), $"""
            CREATE ROLE {role} LOGIN PASSWORD '{password}' {attributes};
            GRANT USAGE ON SCHEMA platform TO {role};
            GRANT SELECT ON platform.schema_migrations TO {role}
            """);
        var refusal = await Assert.ThrowsAsync<StorageSetupException>(() => Prepare(PostgresServer.AppOf(database, role)));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        await PostgresServer.Drop(database);
        await PostgresServer.Execute(PostgresServer.Administrator, $"DROP ROLE {role}");
    }

    [Fact]
    public async Task A_login_of_another_name_is_created_as_a_member_of_the_applications_role()
    {
        var database = await PostgresServer.CreateEmptyDatabase();
        var role = $"Role {Guid.NewGuid():N}";
        await Prepare(PostgresServer.AppOf(database, role), PostgresServer.AdministratorOf(database));
        await Prepare(PostgresServer.AppOf(database, role));
        await PostgresServer.Drop(database);
        await PostgresServer.Execute(PostgresServer.Administrator, $"DROP ROLE \"{role}\"");
    }

    [Fact]
    public async Task A_login_is_made_with_its_membership_or_not_at_all()
    {
        var role = $"role_{Guid.NewGuid():N}";
        await using var administrator = new NpgsqlConnection(PostgresServer.Administrator);
        await administrator.OpenAsync(Given.Stop);
        await Assert.ThrowsAsync<PostgresException>(
            () => PostgresRoles.Create(administrator, PostgresServer.AppOf("postgres", role), $"no_{role}", Given.Stop));
        Assert.Equal(0L, await Ask(administrator, $"SELECT count(*) FROM pg_roles WHERE rolname = '{role}'"));
    }

    [Fact]
    public async Task A_password_is_given_to_the_server_in_the_form_that_it_keeps()
    {
        var role = $"role_{Guid.NewGuid():N}";
        await using var administrator = new NpgsqlConnection(PostgresServer.Administrator);
        await administrator.OpenAsync(Given.Stop);
        await Ask(administrator, $"SET password_encryption = 'scram-sha-256'; CREATE ROLE {role} PASSWORD 'senha é esta'");
        var kept = (string)(await Ask(administrator, $"SELECT rolpassword FROM pg_authid WHERE rolname = '{role}'; DROP ROLE {role}"))!;
        Assert.Equal(kept, ScramVerifier.Of("senha é esta", Convert.FromBase64String(kept.Split(':', '$')[2])));
    }

    [Fact]
    public async Task Several_processes_that_start_at_once_migrate_once()
    {
        var database = await PostgresServer.CreateEmptyDatabase();
        var (app, administrator) = (PostgresServer.AppOf(database), PostgresServer.AdministratorOf(database));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Prepare(app, administrator)));
        await PostgresServer.Drop(database);
    }

    [Fact]
    public async Task A_database_without_the_schema_is_refused_when_nobody_may_migrate_it()
    {
        var database = await PostgresServer.CreateEmptyDatabase();
        await PostgresServer.CreateDatabase();
        var refusal = await Assert.ThrowsAsync<StorageSetupException>(() => Prepare(PostgresServer.AppOf(database)));
        Assert.Contains("Storage:MigrationConnectionString", refusal.Message, StringComparison.Ordinal);
        await PostgresServer.Drop(database);
    }

    [Theory]
    [InlineData("UPDATE platform.schema_migrations SET checksum = 'x' WHERE number = 2", "made by another 0002_due_work.sql")]
    [InlineData("INSERT INTO platform.schema_migrations VALUES (99, '0099_future.sql', 'x', now())", "Run a newer program")]
    [InlineData("DELETE FROM platform.schema_migrations WHERE number = 1", "gap")]
    public async Task A_database_that_other_steps_made_is_refused(string change, string reason)
    {
        var database = await PostgresServer.CreateDatabase();
        await PostgresServer.Execute(PostgresServer.AdministratorOf(database), change);
        var refusal = await Assert.ThrowsAsync<StorageSetupException>(
            () => Prepare(PostgresServer.AppOf(database), PostgresServer.AdministratorOf(database)));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        await PostgresServer.Drop(database);
    }

    private static async Task Prepare(string app, string? administrator = null)
    {
        await using var services = StoreServices.Of(new()
        {
            ["Storage:Provider"] = "Postgres",
            ["Storage:ConnectionString"] = app,
            ["Storage:MigrationConnectionString"] =
                administrator is null ? null : new NpgsqlConnectionStringBuilder(administrator) { Pooling = false }.ToString(),
        });
        await services.GetRequiredService<IStorageSetup>().Prepare(TestContext.Current.CancellationToken);
    }

    private static async Task<object?> Ask(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Given.Stop);
    }
}
