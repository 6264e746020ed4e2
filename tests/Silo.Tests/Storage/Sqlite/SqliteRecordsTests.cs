namespace Platform.Tests.Storage;

public sealed class SqliteRecordsTests(SqliteStore store) : RecordsConformance(store), IClassFixture<SqliteStore>;
