using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;

namespace Platform.Hosting;

/// <summary>Logging of every process of the platform: Serilog to the console, levels from <c>Serilog:*</c>.</summary>
public static class PlatformLogging
{
    /// <summary>Replaces the framework's own providers.</summary>
    public static IHostApplicationBuilder AddPlatformLogging(this IHostApplicationBuilder builder)
    {
        var logger = new LoggerConfiguration()
            .ReadFrom.Configuration(builder.Configuration)
            .Enrich.FromLogContext()
            .WriteTo.Console(new MaskedText())
            .CreateLogger();
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(logger, dispose: true);
        return builder;
    }
}
