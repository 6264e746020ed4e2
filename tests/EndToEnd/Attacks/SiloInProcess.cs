using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Platform.Demo;
using Platform.Hosting;
using Platform.Tests.Harness;

namespace Platform.Tests.Attacks;

/// <summary>A silo with the demo companies in the tests' own process, whose grains can be called past the front.</summary>
public class SiloInProcess : IAsyncLifetime
{
    private readonly SqliteDatabase _database = new();
    private IHost? _host;

    internal TestDatabase Database => _database;

    /// <summary>Settings beside those that every test needs.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string?>> Settings => [];

    internal ShiftedClock Clock { get; } = new();

    internal IServiceProvider Services => _host!.Services;

    internal IGrainFactory Grains => _host!.Services.GetRequiredService<IGrainFactory>();

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(_database.Settings!);
        builder.Configuration.AddInMemoryCollection([
            new("Evolution:BaseUrl", "http://127.0.0.1:9"), new("Evolution:ApiKey", "nobody-listens"),
            // What the platform does by itself must not look as if an attack had done it.
            new("Channels:AskAfter", "1.00:00:00"),
        ]);
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.AddPlatformSilo();
        builder.AddDemoCompanies(new DemoCredentials("attack-suite-password", "attack-suite-secret", "pbx", "attack-suite-pbx"));
        _host = builder.Build();
        await _host.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        if (_host is { } host)
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
        }
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
