using Npgsql;

namespace Platform.Storage;

/// <summary>Creates the roles and the schema, connected as an administrator.</summary>
internal static class PostgresRoles
{
    /// <summary>The role that owns the tables.</summary>
    public const string Owner = "platform_owner";

    /// <summary>The role that the wall is built for; the application is it or a member of it.</summary>
    public const string App = "platform_app";

    /// <summary>
    /// The same in tenants' own databases. Roles belong to the whole server: those of tenants' databases are members of this one, to which
    /// nothing is granted in the installation's database.
    /// </summary>
    public const string Dedicated = "platform_dedicated";

    /// <summary>The role that sees the names of what is due.</summary>
    public const string Clock = "platform_clock";

    /// <summary>The role that removes a tenant's data where the tenant is not served.</summary>
    public const string Mover = "platform_mover";

    // Roles belong to the whole server: another database's set-up may create them at the same moment. The owner does not inherit
    // what the clock and the mover see, it only may hand functions to them.
    private const string CreateGroupsSql = $"""
        DO $$
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{Owner}') THEN CREATE ROLE {Owner} NOLOGIN NOINHERIT; END IF;
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{Clock}') THEN CREATE ROLE {Clock} NOLOGIN; END IF;
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{Mover}') THEN CREATE ROLE {Mover} NOLOGIN; END IF;
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{Dedicated}') THEN CREATE ROLE {Dedicated} NOLOGIN; END IF;
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{App}') THEN CREATE ROLE {App} NOLOGIN; END IF;
            IF NOT pg_has_role('{Owner}', '{Clock}', 'MEMBER') THEN GRANT {Clock} TO {Owner}; END IF;
            IF NOT pg_has_role('{Owner}', '{Mover}', 'MEMBER') THEN GRANT {Mover} TO {Owner}; END IF;
            IF NOT pg_has_role(current_user, '{Owner}', 'MEMBER') THEN EXECUTE format('GRANT {Owner} TO %I', current_user); END IF;
        EXCEPTION
            WHEN duplicate_object OR unique_violation THEN NULL;
        END
        $$
        """;

    private const string KnownSql = "SELECT rolcanlogin FROM pg_roles WHERE rolname = $1";

    private const string QuoteSql = "SELECT format($1, variadic $2)";

    private const string CreateSchemaSql = $"CREATE SCHEMA IF NOT EXISTS {PostgresPools.Schema} AUTHORIZATION {Owner}";

    // Whoever may give rights on the database does; where somebody else has made it, the boot guard tells what is left to do.
    private const string OnlyLoginSql = """
        SELECT format('REVOKE CONNECT ON DATABASE %1$I FROM PUBLIC; GRANT CONNECT ON DATABASE %1$I TO %2$I, %3$I', d.datname, $1, current_user)
        FROM pg_database d JOIN pg_roles me ON me.rolname = current_user
        WHERE d.datname = current_database() AND (me.rolsuper OR pg_has_role(d.datdba, 'MEMBER'))
        """;

    /// <summary>Lets nobody else connect to the database than the application's login and the administrator.</summary>
    public static async Task LetOnlyLoginConnect(
        NpgsqlConnection administrator, string appConnectionString, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(OnlyLoginSql, administrator);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = new NpgsqlConnectionStringBuilder(appConnectionString).Username! });
        if (await command.ExecuteScalarAsync(cancellationToken) is string sql) { await Execute(administrator, sql, cancellationToken); }
    }

    /// <summary>Creates what is missing; changes nothing that exists, in particular no password.</summary>
    /// <param name="administrator">The administrator's connection.</param>
    /// <param name="appConnectionString">The application's.</param>
    /// <param name="group">The role that the application is a member of: <see cref="App"/> or <see cref="Dedicated"/>.</param>
    /// <param name="cancellationToken">Ends it half way.</param>
    public static async Task Create(
        NpgsqlConnection administrator, string appConnectionString, string group, CancellationToken cancellationToken)
    {
        // Twice, because losing a race to create one role leaves the rest to do.
        await Execute(administrator, CreateGroupsSql, cancellationToken);
        await Execute(administrator, CreateGroupsSql, cancellationToken);
        await CreateLogin(administrator, new NpgsqlConnectionStringBuilder(appConnectionString), group, cancellationToken);
        await Execute(administrator, CreateSchemaSql, cancellationToken);
    }

    private static async Task CreateLogin(
        NpgsqlConnection administrator, NpgsqlConnectionStringBuilder app, string group, CancellationToken cancellationToken)
    {
        var canLogIn = await CanLogIn(administrator, app.Username!, cancellationToken);
        if (canLogIn == true) { return; }
        if (string.IsNullOrEmpty(app.Password))
        {
            throw new StorageSetupException(
                $"The role of Storage:ConnectionString cannot log in yet; give the connection string a Password to create it with.");
        }
        // At once, since a login that is no member yet would be taken for one that somebody made on purpose.
        var member = app.Username == group ? "" : "; GRANT %3$I TO %1$I";
        var template = $"{(canLogIn is null ? "CREATE" : "ALTER")} ROLE %1$I LOGIN PASSWORD %2$L{member}";
        string[] values = [app.Username!, ScramVerifier.Of(app.Password), group];
        await Execute(administrator, await Quote(administrator, template, values, cancellationToken), cancellationToken);
    }

    // Role names and passwords cannot be parameters of these statements, so the server quotes them.
    private static async Task<string> Quote(
        NpgsqlConnection connection, string template, string[] values, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(QuoteSql, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = template });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = values });
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<bool?> CanLogIn(NpgsqlConnection connection, string role, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(KnownSql, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = role });
        return (bool?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
