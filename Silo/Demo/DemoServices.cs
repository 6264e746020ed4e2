using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Platform.Demo;

/// <summary>Adds the demo to a process that hosts grains.</summary>
public static class DemoServices
{
    /// <summary>Seeds the demo companies before the front listens. Call it after the silo was added.</summary>
    public static IHostApplicationBuilder AddDemoCompanies(this IHostApplicationBuilder builder, DemoCredentials credentials)
    {
        builder.Services.AddSingleton(credentials);
        builder.Services.AddHostedService<DemoSeeder>();
        return builder;
    }
}
