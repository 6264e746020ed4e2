using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Auth;
using Platform.Conversations;
using Platform.Identity;

namespace Platform.Api;

/// <summary>A company's people look into its conversations, take them over and give them back.</summary>
public static class ConversationsApi
{
    private const int LinesDefault = 50;

    /// <summary>Maps <c>/api/conversations</c>.</summary>
    public static RouteGroupBuilder MapConversations(this RouteGroupBuilder api)
    {
        var group = api.MapCompanyGroup("/conversations/{peer}", Access.Agent, "Conversations");
        group.MapGet("", GetConversation);
        group.MapGet("/messages", GetMessages);
        group.MapPost("/takeover", TakeOver);
        group.MapPost("/release", Release);
        return api;
    }

    internal static async Task<Ok<Ownership>> GetConversation(
        PeerKey peer, SignedInUser user, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(await grains.Conversation(user.Tenant, peer).GetOwnership(cancellationToken));

    internal static async Task<Ok<TranscriptPage>> GetMessages(
        PeerKey peer, SignedInUser user, IGrainFactory grains, long? before, int? limit, CancellationToken cancellationToken) =>
        TypedResults.Ok(await grains.Conversation(user.Tenant, peer)
            .ReadTranscript(Cursor(before), limit ?? LinesDefault, cancellationToken));

    internal static async Task<Ok<Ownership>> TakeOver(
        PeerKey peer, SignedInUser user, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(await grains.Conversation(user.Tenant, peer).TakeOver(cancellationToken));

    internal static async Task<Ok<Ownership>> Release(
        PeerKey peer, SignedInUser user, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(await grains.Conversation(user.Tenant, peer).Release(cancellationToken));

    // A cursor is a position; before the first one there is nothing.
    private static string? Cursor(long? before) =>
        before is { } position ? Math.Max(0, position).ToString(CultureInfo.InvariantCulture) : null;
}
