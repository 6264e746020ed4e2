namespace Platform.Tests.Storage;

public sealed class SqliteConformanceTests(SqliteStore store) : TurnStoreConformance(store), IClassFixture<SqliteStore>;
