namespace Platform.Tests.Storage;

public sealed class PostgresTenantListTests(PostgresStore store) : TenantListConformance(store), IClassFixture<PostgresStore>;
