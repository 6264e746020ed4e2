using System.Collections.Immutable;

namespace Platform.Plans;

/// <summary>The plans that the operator offers (key: 0): those that come with the platform, and those that were published.</summary>
[Alias("plan-catalog")]
public interface IPlanCatalogGrain : IGrainWithIntegerKey
{
    /// <summary>The newest version of each plan, by id.</summary>
    [Alias("list")]
    Task<ImmutableArray<Plan>> List(CancellationToken cancellationToken);

    /// <summary>A version of a plan, the newest without one; <c>null</c> when there is none.</summary>
    [Alias("find")]
    Task<Plan?> Find(string id, int? version, CancellationToken cancellationToken);

    /// <summary>
    /// Publishes a plan's definition (JSON, see <c>plan.schema.json</c>) as a new version. The same definition again changes nothing.
    /// </summary>
    [Alias("publish")]
    Task<PlanPublication> Publish(string json, CancellationToken cancellationToken);
}

/// <summary>What became of a plan's publication. A closed set.</summary>
[GenerateSerializer, Immutable, Alias("plan-publication")]
public abstract record PlanPublication
{
    private PlanPublication() { }

    /// <summary>Offered from here on.</summary>
    [GenerateSerializer, Immutable, Alias("plan-publication-published")]
    public sealed record Published(Plan Plan) : PlanPublication;

    /// <summary>The definition cannot be used.</summary>
    [GenerateSerializer, Immutable, Alias("plan-publication-invalid")]
    public sealed record Invalid(ImmutableArray<PlanError> Errors) : PlanPublication;

    /// <summary>Its version is not newer than what is published under its id, or the catalog is full.</summary>
    [GenerateSerializer, Immutable, Alias("plan-publication-conflict")]
    public sealed record Conflict(string Reason) : PlanPublication;
}

/// <summary>A fault of a plan's definition.</summary>
/// <param name="Path">Where, such as <c>$.limits.messages.max</c>.</param>
/// <param name="Reason">What is wrong there.</param>
[GenerateSerializer, Immutable, Alias("plan-error")]
public sealed record PlanError(string Path, string Reason);
