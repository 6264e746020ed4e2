namespace Platform.Tests.Storage;

public sealed class PostgresAuditTests(PostgresStore store) : AuditConformance(store), IClassFixture<PostgresStore>;
