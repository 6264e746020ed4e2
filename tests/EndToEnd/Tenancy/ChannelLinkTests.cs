using System.Net;
using System.Text.Json.Nodes;
using Platform.StandIn.Instances;
using Platform.Tests.Harness;
using Platform.Tests.Onboarding;

namespace Platform.Tests.Tenancy;

/// <summary>Whether a channel is connected is known although no report of it arrives.</summary>
public abstract class ChannelLinkTests(TenantPlatform platform)
{
    [Fact]
    public async Task A_channel_whose_reports_are_lost_is_seen_to_connect_to_be_logged_out_and_to_be_gone()
    {
        var newcomer = Newcomer.Of(platform, "linked");
        var tenant = await newcomer.Begin();
        await newcomer.Finished(tenant);
        var instance = platform.Gateway.Instances.Find(newcomer.Slug)!;
        await Shows(tenant, newcomer, "open", isConnected: true);

        instance.Webhook = WebhookSettings.None;
        await Gateway(HttpMethod.Delete, $"instance/logout/{newcomer.Slug}");
        await Shows(tenant, newcomer, "close", isConnected: false);

        await Gateway(HttpMethod.Post, $"stand-in/instances/{newcomer.Slug}/scan");
        await Shows(tenant, newcomer, "open", isConnected: true);

        await Gateway(HttpMethod.Delete, $"instance/delete/{newcomer.Slug}");
        await Shows(tenant, newcomer, "missing", isConnected: false);
    }

    [Fact]
    public async Task A_company_s_people_see_their_own_channels_only()
    {
        var own = await ApiClient.AdministratorOf("drmarco", platform.Process).Get("api/channels");
        Assert.Equal(HttpStatusCode.OK, own.Status);
        Assert.Equal(["evolution:DrMarco"], own.Body!.AsArray().Select(channel => channel!["channel"]!.GetValue<string>()));
    }

    private async Task Shows(string tenant, Newcomer newcomer, string state, bool isConnected)
    {
        JsonNode? channel = null;
        await Eventually.Holds(
            $"the channel is {state}",
            async () => (channel = (await platform.Operator.Get($"api/admin/tenants/{tenant}/channels")).Body![0])!["state"]!.GetValue<string>() == state,
            () => Task.FromResult($"{channel} {platform.Process.Tail()}"));
        Assert.Equal($"evolution:{newcomer.Slug}", channel!["channel"]!.GetValue<string>());
        Assert.Equal(isConnected, channel["isConnected"]!.GetValue<bool>());
    }

    private async Task Gateway(HttpMethod method, string path)
    {
        using var http = new HttpClient { BaseAddress = platform.Gateway.Address };
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("apikey", platform.Gateway.ApiKey);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}

[Collection(TenantsOnSqlite.Name)]
public sealed class SqliteChannelLinkTests(SqliteTenantPlatform platform) : ChannelLinkTests(platform);

[Collection(TenantsOnPostgres.Name)]
public sealed class PostgresChannelLinkTests(PostgresTenantPlatform platform) : ChannelLinkTests(platform);
