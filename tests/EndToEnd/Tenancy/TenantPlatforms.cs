using Platform.Tests.Harness;

namespace Platform.Tests.Tenancy;

/// <summary>One platform whose tenants come and go.</summary>
public abstract class TenantPlatform(TestDatabase database) : Scenarios.ScenarioPlatform(database)
{
    internal override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(base.Settings)
    {
        ["Tenants:DeletionGrace"] = "00:00:01",
        ["Conversations:Debounce"] = "00:00:00.200",
        ["Channels:AskAfter"] = "00:00:00.500",
        ["Channels:AskAtLeastEvery"] = "00:00:01",
    };

    internal ApiClient Operator => ApiClient.Operator(Process);

    private static int _slugs;

    /// <summary>A slug that no other test has.</summary>
    internal static string NewSlug() => $"company-{Interlocked.Increment(ref _slugs)}";

    /// <summary>Creates a tenant; gives its id.</summary>
    internal async Task<string> Create(string slug, string name = "A company")
    {
        var created = await Operator.Post("api/admin/tenants", new { slug, name, sector = "gyms" });
        Assert.True(created.Status == System.Net.HttpStatusCode.Created, created.Text);
        return created.Required("id");
    }
}

public sealed class SqliteTenantPlatform() : TenantPlatform(new SqliteDatabase());

public sealed class PostgresTenantPlatform() : TenantPlatform(new PostgresDatabase());

[CollectionDefinition(Name)]
public sealed class TenantsOnSqlite : ICollectionFixture<SqliteTenantPlatform>
{
    public const string Name = "Tenants on SQLite";
}

[CollectionDefinition(Name)]
public sealed class TenantsOnPostgres : ICollectionFixture<PostgresTenantPlatform>
{
    public const string Name = "Tenants on PostgreSQL";
}
