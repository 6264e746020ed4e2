using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.FreeSwitch;
using Platform.Speech;

namespace Platform.Tests.FreeSwitch;

/// <summary>A real Kestrel with the telephone's end points, on a free port.</summary>
internal sealed class FrontServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("front-");

    private FrontServer(
        FakePlatform platform, ISpeechSynthesizer? synthesizer, TimeProvider clock, (string Name, string Value)[] settings)
    {
        Platform = platform;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))
                .Append(new("Storage:DataDirectory", _data.FullName)));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton(platform.Grains);
        builder.Services.AddSingleton(clock);
        if (synthesizer is not null)
        {
            builder.Services.AddSingleton(synthesizer);
        }
        builder.Services.AddFreeSwitch(builder.Configuration);
        _app = builder.Build();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapFreeSwitch();
    }

    internal FakePlatform Platform { get; }

    internal Uri Address =>
        new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    internal string DataDirectory => _data.FullName;

    internal T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    internal static async Task<FrontServer> Start(
        FakePlatform? platform = null, ISpeechSynthesizer? synthesizer = null, params (string Name, string Value)[] settings) =>
        await Start(platform ?? new FakePlatform(), synthesizer, TimeProvider.System, settings);

    /// <summary>Starts with a clock of the test's own.</summary>
    internal static async Task<FrontServer> Start(
        FakePlatform platform, ISpeechSynthesizer? synthesizer, TimeProvider clock, params (string Name, string Value)[] settings)
    {
        var server = new FrontServer(platform, synthesizer, clock, settings);
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>Sends bytes over a connection of their own, and reads the answer to its end.</summary>
    internal Task<RawAnswer> Send(ReadOnlyMemory<byte> request) => RawAnswer.To(request, Address);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
