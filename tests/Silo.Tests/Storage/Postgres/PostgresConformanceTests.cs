namespace Platform.Tests.Storage;

public sealed class PostgresConformanceTests(PostgresStore store) : TurnStoreConformance(store), IClassFixture<PostgresStore>;
