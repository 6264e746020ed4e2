using Microsoft.Extensions.Hosting;
using Platform.Storage;

namespace Platform.Hosting;

/// <summary>Starts the platform.</summary>
public static class PlatformStart
{
    /// <summary>Starts the host; gives the reason, fit for whoever started it, when its database must not be used as it is.</summary>
    public static async Task<string?> TryStart(this IHost host)
    {
        try
        {
            await host.StartAsync();
            return null;
        }
        catch (StorageSetupException failure)
        {
            return failure.Message;
        }
    }
}
