using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Ids;
using Platform.Secrets;
using Platform.Storage;

namespace Platform.Tests.Storage;

/// <summary>The store as the product wires it.</summary>
internal static class StoreServices
{
    public static ServiceProvider Of(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings)
            .AddInMemoryCollection([new("Secrets:MasterKey", Convert.ToBase64String(new byte[32]))]).Build();
        return new ServiceCollection().AddLogging().AddSingleton<IIdSource, TimeOrderedIds>()
            .AddSingleton<IConfiguration>(configuration).AddSecrets().AddStorage(configuration)
            .BuildServiceProvider();
    }

    private sealed class TimeOrderedIds : IIdSource
    {
        public Guid NewId() => Guid.CreateVersion7();
    }
}
