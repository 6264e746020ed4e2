using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.Storage;
using Platform.Channels;
using Platform.Routing;
using Platform.Tenancy;

namespace Platform.Storage;

/// <summary>The outside names that lead to a tenant, as they are kept beside the tenants' rows.</summary>
internal sealed class ArchivedRoutes(IGrainStorage directory)
{
    /// <summary>What the archive's table of them is called.</summary>
    public const string Table = "routes";

    private const string Kind = "route";

    /// <summary>The names that lead to the tenant, each as one line of JSON.</summary>
    public async IAsyncEnumerable<string> Of(TenantId tenant, ImmutableArray<ChannelId> names)
    {
        foreach (var name in names)
        {
            var (route, _) = await Read(name);
            if (route.Tenant != tenant.Value) { continue; }
            yield return JsonSerializer.Serialize(
                new ArchivedRoute(name, route.SecretHash, route.SealedSecret), ArchivedRouteJson.Default.ArchivedRoute);
        }
    }

    /// <summary>Reads a line.</summary>
    public static ArchivedRoute Parse(string line) => JsonSerializer.Deserialize(line, ArchivedRouteJson.Default.ArchivedRoute)!;

    /// <summary>The tenant that a name leads to, or <c>null</c>.</summary>
    public async Task<TenantId?> Owner(ChannelId name) =>
        (await Read(name)).Record.Tenant is var owner && owner != Guid.Empty ? new TenantId(owner) : null;

    /// <summary>Leads a name to the tenant; <c>false</c> when it leads to another one, where it stays.</summary>
    public async Task<bool> Claim(TenantId tenant, ArchivedRoute archived)
    {
        var (route, stored) = await Read(archived.Name);
        if (route.Tenant == tenant.Value) { return true; }
        if (route.Tenant != Guid.Empty) { return false; }
        stored.State = new RouteRecord { Tenant = tenant.Value, SecretHash = archived.SecretHash, SealedSecret = archived.SealedSecret };
        try
        {
            await directory.WriteStateAsync(Kind, GrainId.Create(Kind, archived.Name.Value), stored);
            return true;
        }
        catch (InconsistentStateException)
        {
            return await Owner(archived.Name) == tenant;
        }
    }

    private async Task<(RouteRecord Record, GrainState<RouteRecord> Stored)> Read(ChannelId name)
    {
        var stored = new GrainState<RouteRecord> { State = new RouteRecord() };
        await directory.ReadStateAsync(Kind, GrainId.Create(Kind, name.Value), stored);
        return (stored.State!, stored);
    }
}

/// <summary>An outside name with its secret, sealed under the tenant's key.</summary>
internal sealed record ArchivedRoute(ChannelId Name, byte[] SecretHash, byte[] SealedSecret);

[JsonSerializable(typeof(ArchivedRoute))]
internal sealed partial class ArchivedRouteJson : JsonSerializerContext;
