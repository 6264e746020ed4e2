using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Auth;
using Platform.Tenancy;

namespace Platform.Channels;

/// <summary>Which WhatsApp channels a company has, and whether they are connected.</summary>
internal static class ChannelsApi
{
    /// <summary>Maps <c>/api/channels</c> and the operator's <c>/api/admin/tenants/{tenant}/channels</c>.</summary>
    internal static RouteGroupBuilder MapChannels(this RouteGroupBuilder api)
    {
        api.MapCompanyGroup("/channels", Access.Agent, "Channels").MapGet("", GetOwn);
        api.MapTenantAdministration("/channels", "Channels").MapGet("", Get);
        return api;
    }

    internal static Task<Results<Ok<ChannelView[]>, ProblemHttpResult>> GetOwn(
        SignedInUser user, IGrainFactory grains, CancellationToken cancellationToken) =>
        Get(user.Tenant, grains, cancellationToken);

    internal static async Task<Results<Ok<ChannelView[]>, ProblemHttpResult>> Get(
        TenantId tenant, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (await grains.Tenant(tenant).GetOverview(cancellationToken) is not { } overview)
        {
            return TenantProblems.Of(TenantOutcome.NoSuchTenant);
        }
        var channels = overview.Names.Where(ChannelView.IsShown).Select(
            async name => ChannelView.Of(name, await grains.ChannelLink(tenant, name).Get(cancellationToken)));
        return TypedResults.Ok(await Task.WhenAll(channels));
    }
}

/// <summary>A WhatsApp channel.</summary>
/// <param name="Channel">Its id, such as <c>evolution:DrMarco</c>.</param>
/// <param name="State">What the gateway says: <c>open</c>, <c>connecting</c>, <c>close</c>, <c>refused</c>; <c>missing</c> when it knows of
/// no such account, <c>unknown</c> before it said anything.</param>
/// <param name="IsConnected">Whether messages go through.</param>
/// <param name="Reason">The gateway's code of why not, such as 401 for logged out.</param>
/// <param name="Since">Since when that is known.</param>
/// <param name="CheckedAt">When the gateway was last asked.</param>
/// <param name="Problem">Why the gateway did not answer when it was last asked.</param>
internal sealed record ChannelView(
    string Channel, string State, bool IsConnected, long? Reason, DateTimeOffset? Since, DateTimeOffset? CheckedAt, string? Problem)
{
    /// <summary>Numbers and domains of an exchange have no connection of their own.</summary>
    internal static bool IsShown(ChannelId name) =>
        name.Value.StartsWith("evolution:", StringComparison.Ordinal) || name.Value.StartsWith("meta:", StringComparison.Ordinal);

    internal static ChannelView Of(ChannelId name, ChannelLink? link) => new(
        name.Value, link?.State ?? "unknown", link?.IsOpen ?? false, link?.Reason, link?.At, link?.CheckedAt, link?.Problem);
}
