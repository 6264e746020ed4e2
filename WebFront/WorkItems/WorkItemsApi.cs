using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Auth;
using Platform.Identity;

namespace Platform.WorkItems;

/// <summary>A company's people see what there is to do.</summary>
internal static class WorkItemsApi
{
    private const int ItemsDefault = 50;

    /// <summary>Maps <c>/api/work-items</c>.</summary>
    internal static RouteGroupBuilder MapWorkItems(this RouteGroupBuilder api)
    {
        api.MapCompanyGroup("/work-items", Access.Agent, "Work items").MapGet("", List);
        return api;
    }

    internal static async Task<Ok<WorkItemsView>> List(
        Guid? before, int? limit, SignedInUser user, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var page = await grains.WorkList(user.Tenant).Read(before, limit ?? ItemsDefault, cancellationToken);
        return TypedResults.Ok(new WorkItemsView([.. page.Items.Select(WorkItemView.Of)], page.Before));
    }
}

/// <summary>A page of work, newest first.</summary>
/// <param name="Items">The items.</param>
/// <param name="Before">What to give as <c>before</c> for the next older page, or <c>null</c> at the beginning.</param>
internal sealed record WorkItemsView(ImmutableArray<WorkItemView> Items, Guid? Before);

/// <summary>Something for a person to do.</summary>
/// <param name="Id">The platform's id.</param>
/// <param name="Peer">The customer who asked.</param>
/// <param name="Kind">Kind such as <c>appointment-request</c>.</param>
/// <param name="Title">One line.</param>
/// <param name="Details">What the customer told.</param>
/// <param name="CreatedAt">When it was asked.</param>
internal sealed record WorkItemView(Guid Id, PeerKey Peer, string Kind, string Title, JsonElement Details, DateTimeOffset CreatedAt)
{
    internal static WorkItemView Of(WorkItem item) => new(
        item.Id, item.Peer, item.Kind, item.Title, JsonElement.Parse(item.DetailsJson), item.CreatedAt);
}
