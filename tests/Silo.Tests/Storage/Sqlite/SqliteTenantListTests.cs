namespace Platform.Tests.Storage;

public sealed class SqliteTenantListTests(SqliteStore store) : TenantListConformance(store), IClassFixture<SqliteStore>;
