using System.Collections.Immutable;
using Platform.Audit;
using Platform.Turns;

namespace Platform.Plans;

/// <summary>The operator's plans as they are stored.</summary>
[GenerateSerializer, Alias("plan-catalog-record")]
public sealed record PlanCatalogRecord
{
    /// <summary>Their definitions, as published.</summary>
    [Id(0)] public ImmutableArray<string> Definitions { get; init; } = [];
}

[GrainType("plan-catalog")]
internal sealed class PlanCatalogGrain([PersistentState("plan-catalog")] IPersistentState<PlanCatalogRecord> store, IAuditLog audit)
    : Grain, IPlanCatalogGrain
{
    private PlanCatalog _catalog = new([]);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _catalog = PlanCatalog.Of([.. ShippedPlans.Definitions, .. store.State.Definitions]);
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<Plan>> List(CancellationToken cancellationToken) => Task.FromResult(_catalog.Newest);

    public Task<Plan?> Find(string id, int? version, CancellationToken cancellationToken) => Task.FromResult(_catalog.Find(id, version));

    public async Task<PlanPublication> Publish(string json, CancellationToken cancellationToken)
    {
        var outcome = _catalog.Publish(json);
        if (outcome is PlanPublication.Published(var plan) && !_catalog.All.Contains(plan))
        {
            var actor = Actor.Current;
            await audit.Append(
                new AuditEntry(null, "plan-published", actor.Name, $"{plan.Id} version {plan.Version}", actor.Address, After: json),
                cancellationToken);
            await this.Replace(store, new PlanCatalogRecord { Definitions = store.State.Definitions.Add(json) }, cancellationToken);
            _catalog = new PlanCatalog(_catalog.All.Add(plan));
        }
        return outcome;
    }
}
