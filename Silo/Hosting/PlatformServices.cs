using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Platform.Alarms;
using Platform.Audit;
using Platform.Backups;
using Platform.Bots;
using Platform.Channels;
using Platform.Conversations;
using Platform.DataRights;
using Platform.Gateways;
using Platform.Hosts;
using Platform.Ids;
using Platform.People;
using Platform.Plans;
using Platform.Secrets;
using Platform.Storage;
using Platform.Tenancy;

namespace Platform.Hosting;

/// <summary>The composition of a process that hosts grains.</summary>
public static class PlatformServices
{
    /// <summary>Adds the grains, their engine and everything they need from outside.</summary>
    public static IHostApplicationBuilder AddPlatformSilo(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IIdSource, TimeOrderedIds>();
        builder.Services.AddSingleton(BotLibrary.Shipped);
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddEvolutionGateway(builder.Configuration);
        builder.Services.AddSecrets();
        builder.Services.AddPeople(builder.Configuration);
        builder.Services.AddBoundOptions<ConversationOptions>("Conversations");
        builder.Services.AddBoundOptions<ChannelOptions>("Channels");
        builder.Services.AddBoundOptions<ClockOptions>("Clocks");
        builder.Services.AddBoundOptions<PlanOptions>("Plans");
        builder.Services.AddBoundOptions<DataRightsOptions>("DataRights");
        builder.Services.AddBoundOptions<RetentionOptions>("Retention");
        builder.Services.AddBoundOptions<HostsOptions>("Hosts");
        builder.Services.AddBoundOptions<TenantOptions>("Tenants");
        builder.Services.AddBoundOptions<BackupOptions>("Backups");
        builder.Services.AddSingleton<IBackupFiles, BackupFolder>();
        builder.Services.AddHostedService<RehearsalStartup>();
        builder.Services.AddSingleton<ITenantRemoval, TenantRemoval>();
        builder.UseGrainEngine();
        builder.Services.AddSingleton<HeadsCheckpoint>();
        builder.Services.AddHostedService<HeadsKeeper>();
        // After the engine, whose grains they call.
        builder.Services.AddSingleton<PatientStart>();
        builder.Services.AddHostedService<OperatorStartup>();
        builder.Services.AddHostedService<BackupScheduler>();
        return builder;
    }

    private static void AddBoundOptions<TOptions>(this IServiceCollection services, string section) where TOptions : class =>
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
}
