using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.GrainHost.Engine;

/// <summary>The services of the host of grains.</summary>
internal static class EngineServices
{
    /// <summary>Adds the services once, however often it is called.</summary>
    public static ISiloBuilder Add(IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(service => service.ServiceType == typeof(ServiceInventory)))
        {
            return new Builder(services, configuration);
        }
        services.AddLogging();
        services.AddOptions<SiloMessagingOptions>().Validate(
            options => options.ResponseTimeout > TimeSpan.Zero, "SiloMessagingOptions.ResponseTimeout must be more than zero.");
        services.AddOptions<GrainCollectionOptions>()
            .Validate(
                options => options.CollectionQuantum > TimeSpan.Zero,
                "GrainCollectionOptions.CollectionQuantum must be more than zero.")
            .Validate(
                options => options.CollectionAge > options.CollectionQuantum,
                "GrainCollectionOptions.CollectionAge must be more than CollectionQuantum.");
        services.AddSingleton(new ServiceInventory(services));
        services.TryAddSingleton<RunQueue>(ThreadPoolQueue.Instance);
        services.AddSingleton(provider => new GrainEngine(
            provider,
            provider.GetRequiredService<RunQueue>(),
            provider.GetRequiredService<ServiceInventory>(),
            provider.GetRequiredService<IOptions<GrainHostOptions>>().Value,
            provider.GetRequiredService<IOptions<SiloMessagingOptions>>(),
            provider.GetRequiredService<IOptions<GrainCollectionOptions>>(),
            provider.GetRequiredService<Microsoft.Extensions.Logging.ILogger<GrainEngine>>()));
        services.AddSingleton<IGrainRuntime>(provider => provider.GetRequiredService<GrainEngine>());
        services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<GrainEngine>().References);
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainEngine>().References);
        services.AddSingleton<IGrainContextAccessor, ContextAccessor>();
        services.AddTransient<IGrainContext>(_ =>
            Activation.Current ?? throw new InvalidOperationException("There is no grain's turn here."));
        services.AddSingleton<GrainHostService>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<GrainHostService>());
        return new Builder(services, configuration);
    }

    private sealed class Builder(IServiceCollection services, IConfiguration configuration) : ISiloBuilder
    {
        public IServiceCollection Services { get; } = services;

        public IConfiguration Configuration { get; } = configuration;
    }

    private sealed class ContextAccessor : IGrainContextAccessor
    {
        public IGrainContext GrainContext => Activation.Current!;
    }
}
