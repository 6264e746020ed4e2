using System.Collections.Immutable;
using Platform.Identity;
using Platform.Tenancy;

namespace Platform.WorkItems;

/// <summary>What a company's people have to do, as conversations recorded it (key: tenant id).</summary>
[Alias("work-list")]
public interface IWorkListGrain : IGrainWithGuidKey, ITenantScoped
{
    /// <summary>A page of at most <paramref name="itemsMax"/> (100), newest first; <paramref name="before"/> is a page's cursor.</summary>
    [Alias("read")]
    Task<WorkItemPage> Read(Guid? before, int itemsMax, CancellationToken cancellationToken);
}

/// <summary>Something for a person to do, such as an appointment request.</summary>
/// <param name="Id">The platform's id.</param>
/// <param name="Peer">The customer who asked.</param>
/// <param name="Kind">Kind such as <c>appointment-request</c>.</param>
/// <param name="Title">One line for people.</param>
/// <param name="DetailsJson">What the customer told, as a JSON object.</param>
/// <param name="CreatedAt">When it was asked.</param>
[GenerateSerializer, Immutable, Alias("work-item")]
public sealed record WorkItem(Guid Id, PeerKey Peer, string Kind, string Title, string DetailsJson, DateTimeOffset CreatedAt);

/// <summary>A page of work, newest first.</summary>
/// <param name="Items">The items.</param>
/// <param name="Before">Cursor of the next older page, or <c>null</c> at the beginning.</param>
[GenerateSerializer, Immutable, Alias("work-item-page")]
public sealed record WorkItemPage(ImmutableArray<WorkItem> Items, Guid? Before);
