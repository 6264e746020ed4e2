using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Platform.Audit;
using Platform.Channels;
using Platform.Hosting;
using Platform.Tenancy;

namespace Platform.Tests.People;

/// <summary>The whole front with an embedded silo and a file of its own, behind a real Kestrel, by a clock that the tests move.</summary>
internal sealed class WholeFront : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _data;

    private WholeFront(DirectoryInfo data, Action<IServiceCollection>? change, (string Name, string Value)[] settings)
    {
        _data = data;
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))
                .Append(new("Storage:DataDirectory", data.FullName))
                .Append(new("Evolution:BaseUrl", "http://127.0.0.1:9"))
                .Append(new("Evolution:ApiKey", "none")));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.AddPlatformSilo();
        builder.AddFront();

        // A machine that does ten other things is slow, not broken.
        builder.Services.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromMinutes(5));
        change?.Invoke(builder.Services);
        Audit.Watch(builder.Services);
        Hasher.Watch(builder.Services);
        if (settings.Any(setting => setting.Name == "Passwords:Iterations")) { Hasher.UseConfigured(); }
        _app = builder.Build();
        _app.UseFront();
    }

    internal WatchedAudit Audit { get; } = new();

    internal CountedHasher Hasher { get; } = new();

    internal JumpingClock Clock { get; } = new();

    internal IGrainFactory Grains => _app.Services.GetRequiredService<IGrainFactory>();

    internal T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    internal string DataDirectory => _data.FullName;

    internal Uri Address =>
        new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    internal static Task<WholeFront> Start(params (string Name, string Value)[] settings) =>
        Start(Directory.CreateTempSubdirectory("whole-front-"), settings);

    /// <summary>Starts on what an earlier one left.</summary>
    internal static Task<WholeFront> Start(DirectoryInfo data, params (string Name, string Value)[] settings) => Start(data, change: null, settings);

    /// <summary>Starts with services of the tests' own.</summary>
    internal static async Task<WholeFront> Start(
        DirectoryInfo data, Action<IServiceCollection>? change, params (string Name, string Value)[] settings)
    {
        var front = new WholeFront(data, change, settings);
        await front._app.StartAsync(TestContext.Current.CancellationToken);
        return front;
    }

    /// <summary>A company with a host below the base domain.</summary>
    internal async Task<TenantProfile> Company(string slug, TenantStatus status = TenantStatus.Active, string? ownHost = null)
    {
        var stop = TestContext.Current.CancellationToken;
        var profile = new TenantProfile(
            new TenantId(Guid.NewGuid()), slug, slug, "clinics", "pt-BR", "America/Sao_Paulo", BusinessHours.Unknown, [], null,
            new VoiceProfile("flite", "pt-br", null), TenantStatus.Active);
        ActingTenant.Set(profile.Id);
        Assert.Equal(TenantOutcome.Done, await Grains.Tenant(profile.Id).Create(profile, stop));
        if (status == TenantStatus.Suspended) { await Grains.Tenant(profile.Id).Suspend("test", stop); }
        if (ownHost is not null) { await Grains.Tenant(profile.Id).ClaimName(ChannelId.Parse($"host:{ownHost}"), secret: null, stop); }
        return profile;
    }

    internal Task Suspend(TenantProfile profile)
    {
        ActingTenant.Set(profile.Id);
        return Grains.Tenant(profile.Id).Suspend("test", TestContext.Current.CancellationToken);
    }

    internal Task Resume(TenantProfile profile)
    {
        ActingTenant.Set(profile.Id);
        return Grains.Tenant(profile.Id).Resume(TestContext.Current.CancellationToken);
    }

    /// <summary>What was audited so far under an action.</summary>
    internal Task<AuditEntry[]> Audited(string action) => Task.FromResult(Audit.Of(action));

    /// <summary>A browser without cookies, at a host.</summary>
    internal Browser At(string host) => new(Address, host);

    /// <summary>Stops it and leaves its data.</summary>
    internal async ValueTask Stop()
    {
        // Disposing alone waits for nobody: what reads by itself would still use the files.
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        if (_data.Exists) { _data.Delete(recursive: true); }
    }
}
