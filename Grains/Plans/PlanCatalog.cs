using System.Collections.Immutable;

namespace Platform.Plans;

/// <summary>Versions of plans. Pure.</summary>
internal sealed record PlanCatalog(ImmutableArray<Plan> All)
{
    /// <summary>Versions kept; subscriptions hold their own copy, so this bounds what an operator can offer, not what is sold.</summary>
    public const int VersionsMax = 200;

    /// <summary>A catalog of definitions that were checked before.</summary>
    public static PlanCatalog Of(IEnumerable<string> definitions) => new([.. definitions.Select(Known)]);

    /// <summary>The newest version of each, by id.</summary>
    public ImmutableArray<Plan> Newest =>
    [
        .. All.GroupBy(plan => plan.Id)
            .Select(versions => versions.MaxBy(plan => plan.Version)!)
            .OrderBy(plan => plan.Id, StringComparer.Ordinal),
    ];

    /// <summary>A version, or the newest.</summary>
    public Plan? Find(string id, int? version) => version is { } number
        ? All.FirstOrDefault(plan => plan.Id == id && plan.Version == number)
        : All.Where(plan => plan.Id == id).MaxBy(plan => plan.Version);

    /// <summary>What publishing the definition comes to.</summary>
    public PlanPublication Publish(string json)
    {
        var (read, errors) = PlanReader.Read(json);
        if (read is not { } plan) { return new PlanPublication.Invalid(errors); }
        if (Find(plan.Id, plan.Version) is { } same && Same(same, plan)) { return new PlanPublication.Published(same); }
        if (Find(plan.Id, null) is { } newest && newest.Version >= plan.Version)
        {
            return new PlanPublication.Conflict($"The plan {plan.Id} has version {newest.Version}; a change of it needs a higher one.");
        }
        return All.Length < VersionsMax
            ? new PlanPublication.Published(plan)
            : new PlanPublication.Conflict($"The catalog holds {VersionsMax} versions, and no more.");
    }

    private static bool Same(Plan left, Plan right) =>
        left with { Names = right.Names, Limits = right.Limits } == right
        && left.Names.SequenceEqual(right.Names)
        && left.Limits.SequenceEqual(right.Limits);

    private static Plan Known(string json) => PlanReader.Read(json) switch
    {
        ({ } plan, _) => plan,
        (_, var errors) => throw new InvalidOperationException($"A plan is not valid: {string.Join("; ", errors)}"),
    };
}
