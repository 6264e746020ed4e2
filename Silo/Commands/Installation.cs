using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Ids;
using Platform.Secrets;
using Platform.Storage;
using Platform.Turns;

namespace Platform.Commands;

/// <summary>The installation's database for commands that work beside a running platform, with the platform's own configuration.</summary>
internal static class Installation
{
    private const string DataDirectory = "Storage:DataDirectory";

    /// <summary>Opens the installation for a command; what cannot be done is printed and ends with 1.</summary>
    public static async Task<int> Use(Func<IServiceProvider, Task<int>> act)
    {
        try
        {
            await using var services = Open();
            return await act(services);
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException or StorageSetupException or StoreUnavailableException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }

    // From appsettings.json of this folder and PLATFORM_… variables.
    private static ServiceProvider Open()
    {
        var configuration = new ConfigurationManager();
        configuration.AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true).AddEnvironmentVariables("PLATFORM_");
        Locate(configuration);
        return new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration)
            .AddSingleton<IIdSource, TimeOrderedIds>().AddStorage(configuration).AddSecrets()
            .BuildServiceProvider();
    }

    // A database that is made because a command was typed elsewhere is nobody's: whatever is done there is done to nothing.
    private static void Locate(ConfigurationManager configuration)
    {
        if (DataFolder.Find(configuration[DataDirectory]) is { } folder)
        {
            configuration[DataDirectory] = folder;
        }
        else if (configuration.GetSection(StorageOptions.Section).Get<StorageOptions>()?.Provider is null or StorageProvider.Sqlite)
        {
            throw new StorageSetupException(
                $"No platform keeps its data in {string.Join(", ", DataFolder.Candidates(null))}: set {DataFolder.Variable}, or for PostgreSQL "
                + "the platform's own PLATFORM_Storage__… variables.");
        }
    }
}
