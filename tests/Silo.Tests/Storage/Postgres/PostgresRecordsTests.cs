namespace Platform.Tests.Storage;

public sealed class PostgresRecordsTests(PostgresStore store) : RecordsConformance(store), IClassFixture<PostgresStore>;
