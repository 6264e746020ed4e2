using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.GrainHost.Engine;

/// <summary>Knows how services were registered, which the container itself does not tell.</summary>
internal sealed class ServiceInventory(IServiceCollection services)
{
    /// <summary>The services whose every registration is a singleton.</summary>
    public FrozenSet<Type> Singletons() => services
        .Where(service => !service.IsKeyedService)
        .GroupBy(service => service.ServiceType)
        .Where(group => group.All(service => service.Lifetime == ServiceLifetime.Singleton))
        .Select(group => group.Key)
        .ToFrozenSet();
}
