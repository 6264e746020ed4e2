using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Routing;

namespace Platform.Hosts;

/// <summary>Wiring of hosts.</summary>
public static class HostServices
{
    /// <summary>Adds what <see cref="UseHosts"/> needs. The options (<c>Hosts:*</c>) are bound where the silo is composed.</summary>
    public static IServiceCollection AddHosts(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RouteCache>();
        services.TryAddSingleton<RefusalAudit>();
        services.AddSingleton<HostDirectory>();
        services.AddOptions<HostsOptions>().PostConfigure<IConfiguration>(TakePort);
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<HostsOptions>>(TrustProxies);
        return services;
    }

    /// <summary>Puts the gate before everything that looks at who calls. Needs <c>UseStatusCodePages</c> before it.</summary>
    public static IApplicationBuilder UseHosts(this IApplicationBuilder app) => app.UseMiddleware<HostGate>();

    // Below localhost no proxy stands before the front: the links in mails lead to where it listens.
    private static void TakePort(HostsOptions hosts, IConfiguration configuration)
    {
        if (!hosts.IsDevelopment || hosts.PublicPort is not null) { return; }
        var addresses = configuration["urls"]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        var scheme = hosts.IsSecure ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
        var ports = addresses.Select(BindingAddress.Parse).Where(address => address.Scheme == scheme).Select(address => address.Port);
        hosts.PublicPort = ports.Where(port => port > 0).Select(port => (int?)port).FirstOrDefault();
    }

    // The framework trusts this machine unless told otherwise; anybody with a shell on it could then claim any address.
    private static void TrustProxies(ForwardedHeadersOptions forwarded, IOptions<HostsOptions> hosts)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in hosts.Value.TrustedProxies)
        {
            if (System.Net.IPNetwork.TryParse(proxy, out var network)) { forwarded.KnownIPNetworks.Add(network); }
            else { forwarded.KnownProxies.Add(IPAddress.Parse(proxy)); }
        }
        if (hosts.Value.TrustedProxies.Count == 0) { forwarded.ForwardedHeaders = ForwardedHeaders.None; }
    }
}
