using System.Net;
using System.Net.Sockets;
using System.Text;
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
    // A front that has not answered by then never will.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly WebApplication _app;
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("front-");

    private FrontServer(FakePlatform platform, ISpeechSynthesizer? synthesizer, (string Name, string Value)[] settings)
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
        FakePlatform? platform = null, ISpeechSynthesizer? synthesizer = null, params (string Name, string Value)[] settings)
    {
        var server = new FrontServer(platform ?? new FakePlatform(), synthesizer, settings);
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>Sends bytes over a connection of their own, and reads the answer to its end.</summary>
    internal async Task<RawAnswer> Send(ReadOnlyMemory<byte> request)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(Address.Host, Address.Port, deadline.Token);
        await using var stream = client.GetStream();
        await stream.WriteAsync(request, deadline.Token);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, deadline.Token);
        return RawAnswer.Read(answer.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }
}

/// <summary>An answer as it came over the wire.</summary>
internal sealed record RawAnswer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    internal string Text => Encoding.UTF8.GetString(Body);

    internal string? ContentType => Headers.GetValueOrDefault("Content-Type");

    internal static RawAnswer Read(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        var lines = Encoding.ASCII.GetString(bytes, 0, end).Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(
            pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        return new RawAnswer((HttpStatusCode)int.Parse(lines[0].Split(' ')[1], null), headers, bytes[(end + 4)..]);
    }
}
