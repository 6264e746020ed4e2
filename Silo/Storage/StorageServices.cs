using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Storage;
using Platform.Audit;
using Platform.DataRights;
using Platform.Ids;
using Platform.Secrets;
using Platform.Tenancy;
using Platform.Turns;

namespace Platform.Storage;

/// <summary>Registers the store.</summary>
public static class StorageServices
{
    /// <summary>
    /// Adds the store that section <see cref="StorageOptions.Section"/> names: <see cref="ITurnStore"/>, <see cref="IOutbox"/>,
    /// <see cref="IDueWork"/>, <see cref="IRecordReader"/>, <see cref="IAuditLog"/>, <see cref="IAuditReader"/>,
    /// <see cref="IStorageProbe"/> and
    /// <see cref="IStorageSetup"/>, which runs before any other hosted service starts. Needs an <see cref="IIdSource"/>.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(StorageOptions.Section);
        services.AddOptions<StorageOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<PositionSource>();
        services.AddOptions<AuditOptions>().Bind(configuration.GetSection("Audit")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IAuditLog, AuditLog>();
        AddPlacement(services);
        services.AddSingleton<IGrainStorage, SqlGrainStorage>();
        services.AddHostedService<StorageStartup>();
        if (section.GetValue(nameof(StorageOptions.Provider), StorageProvider.Sqlite) == StorageProvider.Postgres)
        {
            AddPostgres(services);
        }
        else
        {
            AddSqlite(services);
        }
        return services;
    }

    private static void AddSqlite(IServiceCollection services)
    {
        services.AddSingleton<SqliteDatabase>();
        services.AddSingleton<SqliteWriter>();
        services.AddSingleton<SqliteReaders>();
        services.AddSingleton<SqliteTurnStore>();
        services.AddSingleton<ITenantList, SqliteTenantList>();
        services.AddSingleton<IStorageSetup, SqliteSetup>();
        services.AddSingleton<IDirectoryConnections, SqliteDirectoryConnections>();
        services.AddSingleton<ITenantIds, SqliteTenantIds>();
        services.AddSingleton<IDatabaseKind, SqliteDatabases>();
        services.AddSingleton<IWriter>(provider => provider.GetRequiredService<SqliteWriter>());
        services.AddSingleton<IStorageProbe>(provider => provider.GetRequiredService<SqliteTurnStore>());
    }

    private static void AddPostgres(IServiceCollection services)
    {
        services.AddSingleton(provider =>
            new PostgresPools(provider.GetRequiredService<IOptions<StorageOptions>>().Value.ConnectionString!));
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<PostgresWriter>(provider, PostgresWriter.CommittersForMany));
        services.AddSingleton<PostgresReads>();
        services.AddSingleton<PostgresTurnStore>();
        services.AddSingleton<ITenantList, PostgresTenantList>();
        services.AddSingleton<IStorageSetup, PostgresSetup>();
        services.AddSingleton<IDirectoryConnections, PostgresDirectoryConnections>();
        services.AddSingleton<ITenantIds, PostgresTenantIds>();
        services.AddSingleton<PostgresOutbox>();
        services.AddSingleton<IDatabaseKind, PostgresDatabases>();
        services.AddSingleton<IWriter>(provider => provider.GetRequiredService<PostgresWriter>());
        services.AddSingleton<IStorageProbe>(provider => provider.GetRequiredService<PostgresTurnStore>());
    }

    // The ports lead to the database of each tenant's data.
    private static void AddPlacement(IServiceCollection services)
    {
        services.AddSingleton<PlacementTable>();
        services.AddSingleton<PlacementCache>();
        services.AddSingleton<OpenDatabases>();
        services.AddSingleton<TenantRouter>();
        services.AddSingleton<TenantMover>();
        services.AddSingleton<FleetMigration>();
        services.AddOptions<DataRightsOptions>().BindConfiguration("DataRights");
        services.TryAddSingleton<Tombstones>();
        services.AddSingleton<RestoredErasures>();
        services.AddSingleton<TenantBackups>();
        services.AddSingleton<TenantRestore>();
        services.AddSingleton<ArchivedRoutes>();
        services.AddSingleton<PlacedStore>();
        services.AddSingleton<IPlacements, Placements>();
        services.AddSingleton<ITurnStore>(provider => provider.GetRequiredService<PlacedStore>());
        services.AddSingleton<IOutbox>(provider => provider.GetRequiredService<PlacedStore>());
        services.AddSingleton<IRecordReader>(provider => provider.GetRequiredService<PlacedStore>());
        services.AddSingleton<IDueWork, PlacedDueWork>();
        services.AddSingleton<IAuditReader, PlacedAudit>();
        services.AddSingleton<IPersonalData, PlacedPersonalData>();
        services.AddSingleton<IExpiredRows, PlacedExpiredRows>();
        // The protector keeps tenants' keys in this very store.
        services.AddSingleton(provider => new Lazy<ISecretProtector>(provider.GetRequiredService<ISecretProtector>));
    }
}
