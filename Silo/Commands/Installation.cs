using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Ids;
using Platform.Storage;

namespace Platform.Commands;

/// <summary>The installation's database for commands that work beside a running platform, with the platform's own configuration.</summary>
internal static class Installation
{
    /// <summary>The services of the store, from <c>appsettings.json</c> of this folder and <c>PLATFORM_…</c> variables.</summary>
    public static ServiceProvider Open(Action<IServiceCollection>? add = null)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
            .AddEnvironmentVariables("PLATFORM_")
            .Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration)
            .AddSingleton<IIdSource, TimeOrderedIds>().AddStorage(configuration);
        add?.Invoke(services);
        return services.BuildServiceProvider();
    }
}
